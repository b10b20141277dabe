import { z } from 'zod'
import { asAnswered, count } from '../../moves/classify.ts'
import { byPlurality } from '../../moves/decide.ts'
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
  calls: (debaters) => ({ low: debaters, expected: debaters, high: debaters + 2 }),
  *script(opened, { early }) {
    const { outcomes } = yield* openings(opened.debaters, early && opened.motion.answer !== 'open' ? whenDecided(opened) : undefined)
    const counted = yield* count(heldIn(outcomes), opened, 0)
    const settled = outcomes.some(({ absent }) => absent === 'decided')
    return byPlurality(counted, { opened, ...counted, stopReason: settled ? 'decided before everybody spoke' : 'everybody spoke' })
  },
})

/** True once the votes still out cannot change the leading answer, nor make a tie. */
const whenDecided =
  ({ motion, debaters }: Opened) =>
  (outcomes: readonly (Outcome<'opening'> | null)[]): boolean => {
    const held = heldIn(outcomes.flatMap((outcome) => outcome ?? []))
    const weigh = (seats: readonly string[]) =>
      debaters.filter(({ name }) => seats.includes(name)).reduce((sum, { weight }) => sum + (weight ?? 1), 0)
    const weights = answerClasses(asAnswered(held), motion).map(({ members }) =>
      weigh(held.filter(({ id }) => members.includes(id)).map(({ seat }) => seat)),
    )
    return decided(weights, weigh(debaters.filter((_, index) => outcomes[index] === null).map(({ name }) => name)))
  }
