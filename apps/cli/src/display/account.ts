import type { Debate, DebateView } from '@quorum/debate'
import { explained } from './absence.ts'

/** A debate, and what its log says beyond the view of it. */
export type Account = {
  readonly view: DebateView
  /** The last round that came to its end, from which a fork can go on; null if none did. */
  readonly lastRound: number | null
  /** What went wrong with a seat the last time, in a vendor's words. */
  readonly faults: ReadonlyMap<string, string>
  /** Variables whose keys some vendor refused. */
  readonly refusedKeys: readonly string[]
}

/** `keyEnv` tells the variable that the key of a provider comes from. */
export function accountOf(view: DebateView, { steps }: Debate, keyEnv: (provider: string) => string | null): Account {
  const rounds = steps.flatMap(({ round, ended }) => (ended ? [round] : []))
  const failures = steps
    .flatMap((step) => step.turns)
    .flatMap(({ plan, attempts }) =>
      attempts.flatMap(({ closed }) => (closed?.as === 'failed' && closed.reason ? [[plan.seat, closed.reason] as const] : [])),
    )
  const refused = view.seats.flatMap(({ model, reason }) =>
    reason === 'auth' && model ? [keyEnv(model.slice(0, model.indexOf('/')))] : [],
  )
  return {
    view,
    lastRound: rounds.length > 0 ? Math.max(...rounds) : null,
    faults: new Map(failures),
    refusedKeys: [...new Set(refused.flatMap((name) => name ?? []))],
  }
}

/** Why a seat is missing: what that means, and what its vendor said. */
export function whyMissing({ faults }: Account, seat: string, reason: string): string {
  return explained(reason, faults.get(seat))
}
