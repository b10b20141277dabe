import { type Counted, count } from '../../moves/classify.ts'
import { lead } from '../../moves/decide.ts'
import { heldIn } from '../../moves/held.ts'
import { revise } from '../../moves/revise.ts'
import type { Opened, Step, StepResult } from '../../protocol.ts'

/** How a contested question stands after `round`; an empty `stopReason` is "still split". */
export type Revised = Counted & { readonly round: number; readonly stopReason: string }

/** All revise until there is a clear lead, nobody moves, or the rounds are used up. Who is silent at last has no vote, unless all are. */
export function* contested(
  opened: Opened,
  before: Counted,
  { clear, revisions }: { clear: number; revisions: number },
): Generator<Step, Revised, StepResult> {
  const names = opened.debaters.map(({ name }) => name)
  let vote = before
  let round = 0
  for (let limit = revisions; round < limit; ) {
    round += 1
    const { outcomes, directions } = yield* revise(names, vote.held, { round, seed: opened.seed })
    limit += directions.rounds
    const held = heldIn(outcomes)
    if (held.length > 0) vote = yield* count(held, opened, round, vote.replaced)
    if (directions.finish) return { ...vote, round, stopReason: 'asked to finish' }
    if ((lead(vote, before, opened)?.share ?? 0) >= clear && !directions.goOn)
      return { ...vote, round, stopReason: 'a clear lead after revision' }
    if (held.every(({ position }) => !position.changed) && directions.rounds === 0) break
  }
  return { ...vote, round, stopReason: '' }
}
