import type { Directions } from '../../event.ts'
import type { Motion } from '../../motion.ts'
import { type Counted, count } from '../../moves/classify.ts'
import { heldIn, surest } from '../../moves/held.ts'
import { openings } from '../../moves/openings.ts'
import type { Opened, Step, StepResult } from '../../protocol.ts'
import { type AnswerClass, sameAnswer } from '../../tally/answer-classes.ts'
import { normalForm } from '../../tally/normal-form.ts'
import type { Plan } from '../../turn.ts'

/** An answer and who defends it. */
export type Side = NonNullable<Plan['side']> & { readonly answer: string; readonly seat: string }

/** The two answers that are to be judged; null where there are no two, and why is told by `vote`. */
export type Contest = {
  readonly sides: readonly [Side, Side] | null
  /** The independent answers, where there were any. */
  readonly vote: Counted | null
  readonly directions: Directions
}

/** The two largest classes of independent answers, each defended by whoever of it is surest. */
export function* contest(opened: Opened): Generator<Step, Contest & { readonly vote: Counted }, StepResult> {
  const { outcomes, directions } = yield* openings(opened.debaters)
  const vote = yield* count(heldIn(outcomes), opened, 0)
  const [one, other] = vote.classes.map((each) => defended(each, vote))
  return { sides: one && other ? [sideOf(one, 'affirmative'), sideOf(other, 'negative')] : null, vote, directions }
}

function defended({ answer, members }: AnswerClass, { held }: Counted) {
  const speaker = surest(held.filter(({ id }) => members.includes(id)))
  return speaker && { answer, seat: speaker.seat }
}

/** Why two answers cannot be debated for this question, and what can be; null if they can. */
export function refusalOf(answers: readonly [string, string], motion: Motion): string | null {
  const allowed = motion.answer === 'choice' ? ` (${motion.options.join(' | ')})` : motion.answer === 'yesno' ? ' (yes | no)' : ''
  const wrong = answers.find((answer) => settledAs(answer, motion) === null)
  if (wrong !== undefined)
    return `Judged needs two answers that the question allows${allowed}, and "${wrong}" is none: give others, or none at all, and the panel finds them.`
  const [one = null, other = null] = answers.map((answer) => settledAs(answer, motion))
  return one !== null && other !== null && sameAnswer(one, other, motion)
    ? `Judged needs two different answers, and "${answers[0]}" and "${answers[1]}" are one: give another${allowed}.`
    : null
}

const settledAs = (answer: string, motion: Motion): string | null =>
  (motion.answer === 'open' ? answer.trim() : normalForm(answer, motion)) || null

/** The answers that the user gave, defended by the first two debaters. Throws where they are one answer, or none that the question allows. */
export function given({ debaters, motion }: Opened, answers: readonly [string, string]): readonly [Side, Side] | null {
  const refusal = refusalOf(answers, motion)
  if (refusal) throw new Error(refusal)
  const [one, other] = answers.map((answer) => settledAs(answer, motion) ?? answer)
  const [first, second] = debaters
  return first && second && one !== undefined && other !== undefined
    ? [sideOf({ answer: one, seat: first.name }, 'affirmative'), sideOf({ answer: other, seat: second.name }, 'negative')]
    : null
}

const sideOf = (who: { answer: string; seat: string }, name: Side['name']): Side => ({ name, ...who })
