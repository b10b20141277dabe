import type { Opened, Step, StepResult } from '../protocol.ts'
import { seeded, shuffled } from '../seeded.ts'
import { type Chained, familiesOf, firstPresent, otherFamiliesFirst } from './chain.ts'

/**
 * A chairman writes what everything heard comes to; the next in the chain stands in for one that fails. Those of another family than the
 * leading seats' are asked first. Answers come before the remarks on them, either in an order drawn for this chairman.
 */
export function* synthesise(
  { chairmen, debaters, seed }: Opened,
  {
    answers,
    remarks,
    leaders,
    round,
  }: {
    readonly answers: readonly string[]
    readonly remarks: readonly string[]
    readonly leaders: readonly string[]
    readonly round: number
  },
): Generator<Step, Chained<'synthesis'>, StepResult> {
  const mixed = (ids: readonly string[], name: string) => shuffled(ids, seeded(seed, 'synthesis', name))
  return yield* firstPresent(
    otherFamiliesFirst(chairmen, familiesOf(debaters, leaders)),
    ({ name }) => ({ seat: name, act: 'synthesis', hears: [...mixed(answers, name), ...mixed(remarks, name)] }),
    round,
  )
}
