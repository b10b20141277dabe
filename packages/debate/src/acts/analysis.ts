import { z } from 'zod'
import { type ActDefinition, said, unreadable } from './act.ts'
import { complaints, jsonSchema, looseList, looseOr } from './shape.ts'

const list = z.array(z.string())
const schema = jsonSchema({
  argument: z.string(),
  consensus: list,
  contradictions: list,
  partialCoverage: list,
  uniqueInsights: list,
  blindSpots: list,
})
const tolerant = z.looseObject({
  argument: looseOr(''),
  consensus: looseList,
  contradictions: looseList,
  partialCoverage: looseList,
  uniqueInsights: looseList,
  blindSpots: looseList,
})

/** The clerk lays out how the answers stand to each other, so that a synthesis does not have to find that out while it writes. */
export const analysis: ActDefinition<'analysis'> = {
  act: 'analysis',
  cap: 1000,
  floor: 300,
  last: true,
  instruction: () => `You are the clerk: you take no side. Lay out how the answers above stand to each other; do not answer the question.

Return one JSON object with these properties, in this order; every list holds one sentence per point and may be empty:
- argument: one sentence on where the panel stands.
- consensus: what all of them say.
- contradictions: where they cannot all be right, with letters.
- partialCoverage: what only some of them deal with, with letters.
- uniqueInsights: what only one of them saw, with its letter.
- blindSpots: what the question needs and nobody dealt with.`,
  expects: () => ({
    name: 'analysis',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const { argument, consensus, contradictions, partialCoverage, uniqueInsights, blindSpots } = read.data
      return said<'analysis'>({ analysis: { argument, consensus, contradictions, partialCoverage, uniqueInsights, blindSpots } })
    },
  }),
  recalled: ({ analysis }) => JSON.stringify(analysis),
}
