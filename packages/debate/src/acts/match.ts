import { z } from 'zod'
import { type ActDefinition, said, unreadable } from './act.ts'
import { listed, turnsById } from './ranking.ts'
import { complaints, jsonSchema, loose, looseList } from './shape.ts'

const schema = jsonSchema({ argument: z.string(), groups: z.array(z.array(z.string())) })
const tolerant = z.looseObject({ argument: loose.optional(), groups: z.array(looseList) })

/** The clerk says which open answers say the same. Ids that it leaves out stand alone. */
export const match: ActDefinition<'match'> = {
  act: 'match',
  cap: 500,
  floor: 150,
  instruction: (
    asking,
  ) => `You are the clerk: you take no side. Two answers are the same if a person who asked the question would act alike on either of them; different words, lengths or reasons do not matter, a different conclusion does.
${listed(asking)}

Return one JSON object with these properties, in this order:
- argument: one sentence on what tells the groups apart.
- groups: a list of lists of ids; ids of answers that are the same stand together, every id stands in exactly one list.`,
  expects: (asking) => ({
    name: 'match',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const rest = new Map(turnsById(asking))
      const groups = read.data.groups.map((group) =>
        group.flatMap((named) => {
          const turnId = rest.get(named.trim())
          rest.delete(named.trim())
          return turnId ? [turnId] : []
        }),
      )
      const alone = [...rest.values()].map((turnId) => [turnId])
      return said<'match'>({
        match: { argument: read.data.argument ?? '', groups: [...groups.filter((group) => group.length > 0), ...alone] },
      })
    },
  }),
  recalled: ({ match }) => match.argument,
}
