import type { Answer } from '../answer.ts'
import { fenced, labelled, offSchema, prose, pythonLiteral } from './spellings.ts'

/** Sent properly, but what is said, or said of it, is wrong. */
export type AnswerFault = {
  readonly kind: 'answer'
  readonly name: string
  readonly does: string
  /** How a structured answer is written down; JSON without it. */
  readonly spell?: (value: unknown) => string
  readonly change?: (answer: Answer, cap: number | null) => Answer
}

const fault = (name: string, does: string, how: Pick<AnswerFault, 'spell' | 'change'>): AnswerFault => ({
  kind: 'answer',
  name,
  does,
  ...how,
})

const billed = (answer: Answer, output: number): Answer => ({ ...answer, usage: { input: answer.usage?.input ?? 0, output } })

export const answerFaults: readonly AnswerFault[] = [
  fault('python', 'an object as a Python literal', { spell: pythonLiteral }),
  fault('prose', 'prose instead of an object', { spell: prose }),
  fault('labelled', 'labelled lines instead of an object', { spell: labelled }),
  fault('fenced', 'an object in a fence, with words around it', { spell: fenced }),
  fault('off-schema', 'an object of another shape', { spell: offSchema }),
  fault('nothing', 'a proper answer without any text', { change: (answer) => ({ ...answer, text: '' }) }),
  fault('refusal', 'declines politely', {
    change: (answer) => ({ ...answer, text: "I'm sorry, but I can't help with that.", finish: 'refused' }),
  }),
  fault('content-filter', 'stopped halfway by the content filter', {
    change: (answer) => ({ ...answer, text: answer.text.slice(0, answer.text.length / 2), finish: 'filtered' }),
  }),
  fault('length', 'cut halfway by the length limit', {
    change: (answer) => ({ ...answer, text: answer.text.slice(0, answer.text.length / 2), finish: 'length' }),
  }),
  fault('other-model', 'another model answers', { change: (answer) => ({ ...answer, model: 'another-model' }) }),
  fault('overbill', 'bills more than the cap', { change: (answer, cap) => billed(answer, 2 * (cap ?? 500_000)) }),
  fault('underbill', 'bills one token', { change: (answer) => billed(answer, 1) }),
  fault('negative-usage', 'bills less than nothing', { change: (answer) => ({ ...answer, usage: { input: -1, output: -1 } }) }),
  fault('no-usage', 'says nothing of tokens', { change: (answer) => ({ ...answer, usage: null }) }),
]
