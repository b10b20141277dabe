import { z } from 'zod'
import { normalForm } from '../tally/normal-form.ts'
import { type ActDefinition, said, unreadable } from './act.ts'
import { answerWanted } from './position.ts'
import { complaints, jsonSchema, loose, looseList } from './shape.ts'

const schema = jsonSchema({ argument: z.string(), answers: z.array(z.string()) })
const tolerant = z.looseObject({ argument: loose.optional(), answers: looseList })

/** The judge of an undecided debate lists the answers that the whole transcript holds, before it picks one. */
export const candidates: ActDefinition<'candidates'> = {
  act: 'candidates',
  cap: 600,
  floor: 150,
  instruction: ({
    motion,
  }) => `You are the judge. The debate is over and undecided. List every answer that was seriously argued for, by either side; do not pick one yet.

Return one JSON object with these properties, in this order:
- argument: one sentence on what the candidates differ in.
- answers: each candidate; ${answerWanted(motion)}.`,
  expects: ({ motion }) => ({
    name: 'candidates',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const answers = read.data.answers.flatMap((answer) =>
        motion.answer === 'open' ? answer.trim() || [] : (normalForm(answer, motion) ?? []),
      )
      if (answers.length === 0) return unreadable('answers: at least one candidate is needed')
      return said<'candidates'>({ candidates: { argument: read.data.argument ?? '', answers: [...new Set(answers)] } })
    },
  }),
  recalled: ({ candidates }) => JSON.stringify(candidates),
}
