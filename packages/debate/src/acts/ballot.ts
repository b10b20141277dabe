import { z } from 'zod'
import { escaped } from '../context/quoted.ts'
import { type ActDefinition, said, unreadable } from './act.ts'
import { complaints, jsonSchema, loose, readConfidence } from './shape.ts'

const schema = jsonSchema({ argument: z.string(), choice: z.string(), confidence: z.number() })
const tolerant = z.looseObject({ argument: loose.optional(), choice: loose, confidence: z.unknown() })

/** A choice among answers by fresh ids, so that no text can name a candidate beforehand. */
export const ballot: ActDefinition<'ballot'> = {
  act: 'ballot',
  cap: 400,
  floor: 150,
  instruction({ plan, ids }) {
    const choices = plan.choices ?? []
    const fresh = ids(choices.length)
    const listed = choices.map((choice, index) => `[id: ${fresh[index]}] ${escaped(choice)}`).join('\n')
    return `You are a judge. Decide which answer the arguments above support best. Weigh evidence and reasoning alone: the order, the length and the confidence of the speakers decide nothing.
${listed}

Return one JSON object with these properties, in this order:
- argument: in up to 100 words, the point that decides it and why the other side's best point does not.
- choice: the id of one answer.
- confidence: the probability that this answer is right, from 0 to 1.`
  },
  expects: ({ plan, ids }) => ({
    name: 'ballot',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const choices = plan.choices ?? []
      const fresh = ids(choices.length)
      const choice = choices[fresh.indexOf(read.data.choice.trim())]
      if (choice === undefined) return unreadable(`choice: must be one of these ids: ${fresh.join(', ')}`)
      return said<'ballot'>({ ballot: { argument: read.data.argument ?? '', choice, confidence: readConfidence(read.data.confidence) } })
    },
  }),
  recalled: ({ ballot }) => JSON.stringify({ argument: ballot.argument, choice: ballot.choice }),
}
