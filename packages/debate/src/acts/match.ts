import { z } from 'zod'
import { type ActDefinition, said, unreadable } from './act.ts'
import { listedTurns, named, turnsById } from './items.ts'
import { complaints, jsonSchema, looseList, looseOr } from './shape.ts'

const schema = jsonSchema({ argument: z.string(), groups: z.array(z.array(z.string())) })
const tolerant = z.looseObject({ argument: looseOr(''), groups: z.array(looseList) })

/** The clerk says which open answers say the same. Ids that it leaves out stand alone. */
export const match: ActDefinition<'match'> = {
  act: 'match',
  cap: 500,
  floor: 150,
  alone: true,
  lists: true,
  last: true,
  instruction: (
    asking,
  ) => `You are the clerk: you take no side and do not answer the question. Sort these answers to it by what they say. Two answers are the same if a person who asked would act alike on either of them: other words, another length or other reasons do not matter, another conclusion does.
${listedTurns(asking, { by: false })}

Return one JSON object with these properties, in this order:
- argument: one sentence on what tells the groups apart.
- groups: a list of lists of ids. Ids of answers that are the same stand in one list, and every id stands in exactly one.`,
  expects: (asking) => ({
    name: 'match',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const turns = turnsById(asking)
      const left = new Set(turns.values())
      const groups = read.data.groups.map((group) =>
        group.flatMap((id) => {
          const turnId = named(id, turns)
          return turnId && left.delete(turnId) ? [turnId] : []
        }),
      )
      if (left.size === turns.size) return unreadable(`groups: must hold each of these ids once: ${[...turns.keys()].join(', ')}`)
      const alone = [...left].map((turnId) => [turnId])
      return said<'match'>({ match: { argument: read.data.argument, groups: [...groups.filter((group) => group.length > 0), ...alone] } })
    },
  }),
  recalled: ({ match }) => match.argument,
}
