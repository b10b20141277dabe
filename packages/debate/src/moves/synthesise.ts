import type { Opened, Step, StepResult } from '../protocol.ts'
import { seeded, shuffled } from '../seeded.ts'
import { type Chained, familiesOf, firstPresent, otherFamiliesFirst } from './chain.ts'

/**
 * A chairman writes what everything heard comes to; the next in the chain stands in for one that fails. Those of another family than the
 * leading seats' are asked first.
 */
export function* synthesise(
  { chairmen, debaters, seed }: Opened,
  { hears, leaders, round }: { hears: readonly string[]; leaders: readonly string[]; round: number },
): Generator<Step, Chained<'synthesis'>, StepResult> {
  const chain = otherFamiliesFirst(chairmen, familiesOf(debaters, leaders))
  return yield* firstPresent(
    chain,
    ({ name }) => ({ seat: name, act: 'synthesis', hears: shuffled(hears, seeded(seed, 'synthesis', name)) }),
    round,
  )
}
