import type { StepState } from '../debate.ts'

/** What readers want to know of a step without adding it up themselves. The fold ignores it. */
export function derivedOf(step: StepState): {
  readonly present: number
  readonly absent: number
  readonly answers: Readonly<Record<string, string>>
  readonly changes: readonly string[]
} {
  const turns = step.turns.flatMap(({ outcome }) => outcome?.turn ?? [])
  const positions = turns.flatMap((turn) => ('position' in turn ? [{ seat: turn.seat, ...turn.position }] : []))
  return {
    present: turns.length,
    absent: step.turns.length - turns.length,
    answers: Object.fromEntries(positions.map(({ seat, answer }) => [seat, answer])),
    changes: positions.filter(({ changed }) => changed).map(({ seat }) => seat),
  }
}
