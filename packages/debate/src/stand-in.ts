import { type Debate, routeOf, type TurnState } from './debate.ts'

/** That a turn was spoken by another model than its seat's. Models are `provider/model`. */
export type StandIn = {
  /** Who spoke. */
  readonly model: string
  /** Whose turn it was. */
  readonly insteadOf: string
  /** Why the seat's own model did not: the kind of its last failure in this turn. Without one it was passed over, or had not begun yet. */
  readonly because?: string
  /** What went wrong, in a sentence for people. */
  readonly reason?: string
}

/** Who stood in for the seat's own model; null where nobody did, or an answer was kept and nobody was asked. */
export function standInOf({ opened }: Pick<Debate, 'opened'>, { plan, attempts }: TurnState): StandIn | null {
  const own = opened?.panel.find(({ name }) => name === plan.seat)?.model?.name
  const spoke = attempts.findLast(({ closed }) => closed?.as === 'ended')
  const provider = /^(.+)#\d+$/.exec(spoke?.deployment ?? '')?.[1]
  if (own === undefined || spoke === undefined || provider === undefined) return null
  const model = `${provider}/${spoke.model}`
  if (model === own) return null
  const failed = attempts.findLast(
    ({ closed, deployment, model }) => closed?.as === 'failed' && routeOf({ deployment, model }) !== routeOf(spoke),
  )?.closed
  return { model, insteadOf: own, ...(failed && { because: failed.kind, ...(failed.reason && { reason: failed.reason }) }) }
}

/** The same for people: `answered by sim/dan, because sim/ada failed (overloaded)`. */
export const standInWords = ({ model, insteadOf, because }: StandIn): string =>
  because === undefined ? `answered by ${model} instead of ${insteadOf}` : `answered by ${model}, because ${insteadOf} failed (${because})`

/** Who stood in for whom in a debate: each seat, model and reason once. Said of it: `ada answered by sim/dan in 3 turns, because ...`. */
export function standInsTold(turns: readonly { readonly seat: string; readonly standIn?: StandIn }[]): string[] {
  const told = turns.flatMap(({ seat, standIn }) => (standIn ? [`${seat} ${standInWords(standIn)}`] : []))
  return [...Map.groupBy(told, (words) => words)].map(([words, same]) => (same.length === 1 ? words : `${words}, in ${same.length} turns`))
}
