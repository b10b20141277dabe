import type { Motion } from '../motion.ts'

/**
 * Laplace-smoothed share, (s + 1) / (n + K), 0..1 exclusive: s supporters among a panel of n, and K answers that could have been given. The
 * panel is all seats planned, so an absent seat lowers it like one that disagrees. This is the uncalibrated confidence of a verdict.
 */
export function smoothedShare({ supporters, panel, answers }: { supporters: number; panel: number; answers: number }): number {
  if (supporters < 0 || supporters > panel) throw new RangeError(`${supporters} supporters in a panel of ${panel}`)
  if (answers < 2) throw new RangeError(`a question with ${answers} possible answers leaves nothing to be sure of`)
  return (supporters + 1) / (panel + answers)
}

/**
 * K: how many answers there could have been. Options that the motion names are counted, yes/no has two; of open answers and numbers there
 * is always one more than were heard, so that a unanimous panel is not certain.
 */
export function possibleAnswers(motion: Pick<Motion, 'answer' | 'options'>, heard: number): number {
  if (motion.answer === 'yesno') return 2
  return Math.max(2, motion.answer === 'choice' ? motion.options.length : heard + 1)
}
