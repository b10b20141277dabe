import type { Motion } from '../motion.ts'
import { bareAnswer } from './bare-answer.ts'
import { choiceForm } from './choice-form.ts'
import { numberForm } from './number-form.ts'
import { openForm } from './open-form.ts'
import { yesNoForm } from './yes-no-form.ts'

/**
 * What an answer says, in the one way that this kind of motion writes it: an option's exact text, `yes` or `no`, a plain decimal, or the
 * key of an open answer. A closed form is its own form. `null` means that it cannot be read, and then it is no answer: nothing is guessed.
 * Linear in the length of the answer.
 */
export function normalForm(answer: string, motion: Pick<Motion, 'answer' | 'options'>): string | null {
  switch (motion.answer) {
    case 'choice':
      return choiceForm(answer, motion.options)
    case 'yesno':
      return yesNoForm(bareAnswer(answer))
    case 'number':
      return numberForm(bareAnswer(answer))
    case 'open':
      return openForm(bareAnswer(answer))
  }
}
