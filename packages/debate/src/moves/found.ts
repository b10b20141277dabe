import { placeOf } from '../debate.ts'
import type { Motion } from '../motion.ts'
import type { StepResult } from '../protocol.ts'
import { type AnswerClass, type Answered, answerClasses, mergeClasses } from '../tally/answer-classes.ts'
import { partitionsIn } from './classify.ts'
import { type Held, heldInSteps } from './held.ts'

/**
 * The classes of answers as far as they are known from these steps: by the letters, and by what clerks said last. A position that was not
 * compared yet and has not changed since the one that was, stands where that one stood. Asks nobody.
 */
export function classesFound(answered: readonly Answered[], steps: readonly StepResult[], motion: Motion): AnswerClass[] {
  const asked = steps.findLast(({ outcomes }) => partitionsIn(outcomes).length > 0)?.outcomes ?? []
  const compared = Math.max(-1, ...asked.flatMap(({ turn }) => (turn ? placeOf(turn.id)[0] : [])))
  const all = heldInSteps(steps)
  const standing = answered.map((one) => ({ ...one, as: standsAs(one, all, compared) }))
  const classes = answerClasses(
    standing.map(({ as }) => as),
    motion,
  )
  const merged = mergeClasses(classes, partitionsIn(asked))
  return merged.map(({ answer, members }) => ({
    answer,
    members: standing.filter(({ as }) => members.includes(as.id)).map(({ id }) => id),
  }))
}

/** The turn of the same seat that the clerks saw, if nothing changed since; else the turn itself. */
function standsAs(one: Answered, all: readonly Held[], compared: number): Answered {
  const turn = all.find(({ id }) => id === one.id)
  const own = all.filter(({ seat }) => seat === turn?.seat)
  let at = own.findIndex(({ id }) => id === one.id)
  while (at > 0 && stepOf(own[at]) > compared && own[at]?.position.changed === false) at -= 1
  const stood = own[at]
  return stood && stepOf(stood) <= compared ? { id: stood.id, answer: stood.position.answer } : one
}

const stepOf = (turn: Held | undefined): number => placeOf(turn?.id ?? '')[0]
