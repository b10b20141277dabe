import { z } from 'zod'
import { asAnswered, classify } from '../../moves/classify.ts'
import { byPlurality, soFarByPlurality } from '../../moves/decide.ts'
import { heldIn } from '../../moves/held.ts'
import { openings } from '../../moves/openings.ts'
import { type Opened, type Outcome, protocol } from '../../protocol.ts'
import { answerClasses } from '../../tally/answer-classes.ts'
import { decided } from '../../tally/plurality.ts'

/** Independent answers, and the most votes win. Most of the gain of a debate comes from here: arXiv 2508.17536. */
export const vote = protocol({
  name: 'vote',
  version: 1,
  summary: 'independent answers and a count; the cheapest way to more than one opinion',
  options: z.object({
    /** Stop asking once the lead exceeds the votes that are still out. Off by default: late answers are the dissent that one wants to read. */
    early: z.boolean().default(false),
  }),
  closing: null,
  calls: (debaters, { early }) => ({ low: early ? Math.floor(debaters / 2) + 1 : debaters, expected: debaters, high: debaters + 2 }),
  *script(opened, { early }) {
    const { outcomes } = yield* openings(opened.debaters, early && opened.motion.answer !== 'open' ? whenDecided(opened) : undefined)
    const held = heldIn(outcomes)
    const { classes, replaced } = yield* classify(asAnswered(held), opened, 0)
    const settled = outcomes.some(({ absent }) => absent === 'decided')
    return byPlurality({ held, classes }, { opened, replaced, stopReason: settled ? 'decided before everybody spoke' : 'everybody spoke' })
  },
  soFar: soFarByPlurality,
})

const whenDecided =
  ({ motion }: Opened) =>
  (outcomes: readonly (Outcome<'opening'> | null)[]): boolean => {
    const counts = answerClasses(asAnswered(heldIn(outcomes.flatMap((outcome) => outcome ?? []))), motion).map(
      ({ members }) => members.length,
    )
    return decided(counts, outcomes.filter((outcome) => outcome === null).length)
  }
