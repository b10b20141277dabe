import { z } from 'zod'
import { answerClasses } from '../tally/answer-classes.ts'
import { type ActDefinition, said, unreadable } from './act.ts'
import { answerWanted } from './position.ts'
import { complaints, jsonSchema, looseList, looseOr } from './shape.ts'

const schema = jsonSchema({ argument: z.string(), answers: z.array(z.string()) })
const tolerant = z.looseObject({ argument: looseOr(''), answers: looseList })

/** More than any debate of two sides brings up. */
const most = 10

/** The judge of an undecided debate lists the answers that the whole transcript holds, before it picks one. */
export const candidates: ActDefinition<'candidates'> = {
  act: 'candidates',
  cap: 600,
  floor: 150,
  instruction: ({
    motion,
  }) => `You are the judge. The debate is over and undecided. List every answer that was seriously argued for, by either side; do not choose yet.

Return one JSON object with these properties, in this order:
- argument: one sentence on what the candidates differ in.
- answers: a list of the candidates; each of them ${answerWanted(motion, 'an')}.`,
  expects: ({ motion }) => ({
    name: 'candidates',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const listed = read.data.answers.slice(0, most).map((answer, index) => ({ id: String(index), answer: answer.trim() }))
      const answers = answerClasses(listed, motion).map(({ answer }) => answer)
      if (answers.length === 0) return unreadable(`answers: at least one is needed; each must be ${answerWanted(motion, 'an')}`)
      return said<'candidates'>({ candidates: { argument: read.data.argument, answers } })
    },
  }),
  recalled: ({ candidates }) => JSON.stringify(candidates),
}
