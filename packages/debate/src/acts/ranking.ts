import { z } from 'zod'
import type { Ranking } from '../turn.ts'
import { type ActDefinition, type Asking, said, unreadable } from './act.ts'
import { complaints, jsonSchema, loose, looseList } from './shape.ts'

const schema = jsonSchema({
  argument: z.string(),
  reviews: z.array(z.strictObject({ id: z.string(), strengths: z.string(), errors: z.string() })),
  order: z.array(z.string()),
})
const tolerant = z.looseObject({
  argument: loose.optional(),
  reviews: z.array(z.looseObject({ id: loose, strengths: loose.optional(), errors: loose.optional() })).catch([]),
  order: looseList,
})

/** A review of the others' answers, best first. Nobody ranks their own. */
export const ranking: ActDefinition<'ranking'> = {
  act: 'ranking',
  cap: 1200,
  floor: 300,
  instruction: (asking) => `Review the answers above. Judge by correctness and reasoning alone, not by length or style.
${listed(asking)}

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
      const turnOf = turnsById(asking)
      const order = [...new Set(read.data.order.flatMap((id) => turnOf.get(id.trim()) ?? []))]
      if (order.length < asking.heard.length) return unreadable(`order: must hold each of these ids once: ${[...turnOf.keys()].join(', ')}`)
      const reviews = read.data.reviews.flatMap(({ id, strengths = '', errors = '' }) => {
        const turnId = turnOf.get(id.trim())
        return turnId ? [{ turnId, strengths, errors }] : []
      })
      return said<'ranking'>({ ranking: { argument: read.data.argument ?? '', order, reviews } satisfies Ranking })
    },
  }),
  recalled: ({ ranking }, letterOfTurn) => JSON.stringify({ argument: ranking.argument, order: ranking.order.map(letterOfTurn) }),
}

/** The turns heard by the fresh ids that this turn alone knows them by. */
export function turnsById({ heard, ids }: Pick<Asking, 'heard' | 'ids'>): ReadonlyMap<string, string> {
  const fresh = ids(heard.length)
  return new Map(heard.map((turn, index) => [fresh[index] ?? '', turn.id]))
}

/** One line per turn heard: its id and whose answer it is. */
export function listed({ heard, ids, letterOf }: Pick<Asking, 'heard' | 'ids' | 'letterOf'>): string {
  const fresh = ids(heard.length)
  return heard
    .map(
      (turn, index) =>
        `[id: ${fresh[index]}] the answer of ${turn.act === 'synthesis' ? 'the chairman' : `Panelist ${letterOf(turn.seat)}`}`,
    )
    .join('\n')
}
