import { type Outcome, type Step, type StepResult, step } from '../protocol.ts'
import type { Seat } from '../seat.ts'
import type { Plan } from '../turn.ts'

/** Independent answers of all these seats at once; nobody has heard anybody. */
export function* openings(
  seats: readonly Seat[],
  until?: (outcomes: readonly (Outcome<'opening'> | null)[]) => boolean,
): Generator<Step, StepResult<'opening'>, StepResult> {
  const plans = seats.map(({ name }): Plan<'opening'> => ({ seat: name, act: 'opening', hears: [] }))
  return yield* step(plans, { round: 0, ...(until && { until }) })
}
