import { z } from 'zod'
import { normalForm } from '../tally/normal-form.ts'
import { type ActDefinition, said, unreadable } from './act.ts'
import { answerWanted } from './position.ts'
import { complaints, jsonSchema, loose, looseList, readConfidence } from './shape.ts'

const schema = jsonSchema({
  argument: z.string(),
  answer: z.string(),
  confidence: z.number(),
  agreements: z.array(z.string()),
  disagreements: z.array(z.string()),
})
const tolerant = z.looseObject({
  argument: loose.optional(),
  answer: loose,
  confidence: z.unknown().optional(),
  agreements: looseList,
  disagreements: looseList,
})

/** The chairman writes what the panel's answers come to. */
export const synthesis: ActDefinition<'synthesis'> = {
  act: 'synthesis',
  cap: 2000,
  floor: 500,
  instruction: ({
    motion,
  }) => `You are the chairman. Write what the answers above come to. Take what is right from each, leave out what is wrong, and add nothing that nobody argued for. Where the panel stays divided, say so instead of blurring it.

Return one JSON object with these properties, in this order:
- argument: up to 300 words: what decides the question, and which points carried.
- answer: ${answerWanted(motion)}.
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
      const { argument = '', confidence, agreements, disagreements } = read.data
      const answer = motion.answer === 'open' ? read.data.answer.trim() || null : normalForm(read.data.answer, motion)
      if (answer === null) return unreadable(`answer: must be ${answerWanted(motion)}`)
      return said<'synthesis'>({ synthesis: { argument, answer, confidence: readConfidence(confidence), agreements, disagreements } })
    },
    ...(motion.answer === 'open' && {
      prose: (text: string) => ({
        synthesis: { argument: text.trim(), answer: text.trim(), confidence: null, agreements: [], disagreements: [] },
      }),
    }),
  }),
  recalled: ({ synthesis }) => JSON.stringify({ argument: synthesis.argument, answer: synthesis.answer }),
}
