import { z } from 'zod'
import { type ActDefinition, said, unreadable } from './act.ts'
import { listedTurns, named, turnsById } from './items.ts'
import { complaints, jsonSchema, loose, looseList, looseOr } from './shape.ts'

const schema = jsonSchema({
  argument: z.string(),
  reviews: z.array(z.strictObject({ id: z.string(), strengths: z.string(), errors: z.string() })),
  order: z.array(z.string()),
})
const tolerant = z.looseObject({
  argument: looseOr(''),
  reviews: z.array(z.looseObject({ id: loose, strengths: looseOr(''), errors: looseOr('') })).catch([]),
  order: looseList,
})

/** A review of the others' answers, best first. Nobody ranks their own. */
export const ranking: ActDefinition<'ranking'> = {
  act: 'ranking',
  cap: 1200,
  floor: 300,
  last: true,
  instruction: (
    asking,
  ) => `Review these answers by their full text above. Judge by correctness and reasoning alone: length, style and likeness to your own answer decide nothing.
${listedTurns(asking, { by: true })}

Return one JSON object with these properties, in this order:
- argument: in up to 80 words, what decided the order.
- reviews: for every id, its strengths in one sentence and its errors in one sentence ("none found" if there is none).
- order: all ids, the best answer first.`,
  expects: (asking) => ({
    name: 'ranking',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const turns = turnsById(asking)
      const order = [...new Set(read.data.order.flatMap((id) => named(id, turns) ?? []))]
      if (order.length < turns.size) return unreadable(`order: must hold each of these ids once: ${[...turns.keys()].join(', ')}`)
      const reviews = new Map(
        read.data.reviews.flatMap(({ id, strengths, errors }) => {
          const turnId = named(id, turns)
          return turnId ? [[turnId, { turnId, strengths, errors }]] : []
        }),
      )
      return said<'ranking'>({ ranking: { argument: read.data.argument, order, reviews: [...reviews.values()] } })
    },
  }),
  recalled: ({ ranking: { argument, order, reviews } }, letterOfTurn) =>
    JSON.stringify({
      argument,
      reviews: reviews.map(({ turnId, ...review }) => ({ id: letterOfTurn(turnId), ...review })),
      order: order.map(letterOfTurn),
    }),
}
