import { z } from 'zod'
import { type ActDefinition, said, unreadable } from './act.ts'
import { choicesById, listedChoices, named } from './items.ts'
import { complaints, jsonSchema, loose, looseOr, readConfidence } from './shape.ts'

const schema = jsonSchema({ argument: z.string(), choice: z.string(), confidence: z.number() })
const tolerant = z.looseObject({ argument: looseOr(''), choice: loose, confidence: z.unknown().optional() })

/** A choice among answers by fresh ids, so that no text can name a candidate beforehand. */
export const ballot: ActDefinition<'ballot'> = {
  act: 'ballot',
  cap: 400,
  floor: 150,
  last: true,
  instruction: (
    asking,
  ) => `You are a judge. Decide which of these answers is right, by the arguments above. Weigh evidence and reasoning alone: who spoke first, or longer, or more surely decides nothing.
${listedChoices(asking)}

Return one JSON object with these properties, in this order:
- argument: in up to 100 words, the point that decides it, and why the best point for the other answer does not.
- choice: the id of one answer.
- confidence: the probability that this answer is right, from 0 to 1.`,
  expects: (asking) => ({
    name: 'ballot',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const { argument, confidence } = read.data
      const choices = choicesById(asking)
      const choice = named(read.data.choice, choices)
      if (choice === undefined) return unreadable(`choice: must be one of these ids: ${[...choices.keys()].join(', ')}`)
      return said<'ballot'>({ ballot: { argument, choice, confidence: readConfidence(confidence) } })
    },
  }),
  recalled: ({ ballot: { argument, choice, confidence } }) => JSON.stringify({ argument, choice, confidence }),
}
