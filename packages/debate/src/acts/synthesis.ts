import { z } from 'zod'
import { type ActDefinition, said, unreadable } from './act.ts'
import { answerWanted, readAnswer } from './position.ts'
import { complaints, jsonSchema, looseList, looseOr, readConfidence } from './shape.ts'

const schema = jsonSchema({
  argument: z.string(),
  answer: z.string(),
  confidence: z.number(),
  agreements: z.array(z.string()),
  disagreements: z.array(z.string()),
})
const tolerant = z.looseObject({
  argument: looseOr(''),
  answer: looseOr(''),
  confidence: z.unknown().optional(),
  agreements: looseList,
  disagreements: looseList,
})

/** Unlike a panelist's, which others have to read in rounds, this answer goes to the person who asked. */
const written = 'the answer for the person who asked, conclusion first, as long as the question needs; it has to stand by itself'

/** The chairman writes what the panel's answers come to. */
export const synthesis: ActDefinition<'synthesis'> = {
  act: 'synthesis',
  cap: 2000,
  floor: 500,
  last: true,
  instruction: ({
    motion,
  }) => `You are the chairman. Write what the answers above come to. Take what is right from each, leave out what is wrong, and add nothing that nobody argued for. Weigh reasons, not heads. Where the panel stays divided, say so instead of blurring it.

Return one JSON object with these properties, in this order:
- argument: in up to 300 words, what decides the question and which points carried.
- answer: ${motion.answer === 'open' ? written : answerWanted(motion)}.
- confidence: the probability that this answer is right, from 0 to 1.
- agreements: the points that the panelists share, one sentence each.
- disagreements: the points that stay contested, one sentence each, with the letters of who holds what.`,
  expects: ({ motion }) => ({
    name: 'synthesis',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const { argument, confidence, agreements, disagreements } = read.data
      const answer = readAnswer(read.data.answer, motion)
      if (answer === null) return unreadable(`answer: must be ${motion.answer === 'open' ? written : answerWanted(motion)}`)
      const rest = { confidence: readConfidence(confidence), agreements, disagreements }
      return said<'synthesis'>({ synthesis: { argument: argument || answer, answer, ...rest } })
    },
    ...(motion.answer === 'open' && {
      prose: (text: string) => ({
        synthesis: { argument: text.trim(), answer: text.trim(), confidence: null, agreements: [], disagreements: [] },
      }),
    }),
  }),
  recalled: ({ synthesis }) => JSON.stringify(synthesis),
}
