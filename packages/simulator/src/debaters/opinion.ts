import type { Temper } from '../behaviour.ts'
import type { Persona } from './persona.ts'
import { sameText } from './same-text.ts'

/** Someone about to answer: who it is, what could be answered (the truth first), and its chances, each by its label. */
export type Mind = {
  readonly persona: Persona
  readonly answers: readonly string[]
  /** Uniform in [0, 1), always the same for one turn and label. */
  draw(label: string): number
}

/** How often those who err give the same wrong answer. */
const sharedError = 0.6

/** What each temper follows: peers on an answer, its being right, its being one's own. */
const pulls: Readonly<Record<Temper, { peers: number; truth: number; own: number }>> = {
  stubborn: { peers: 0, truth: 0, own: 8 },
  reasoner: { peers: 1, truth: 2, own: 2 },
  sycophant: { peers: 6, truth: 0, own: 0 },
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const logit = (p: number): number => Math.log(p / (1 - p))

/** The answer of one who has heard nobody: the truth as often as the persona knows it, else mostly the same wrong one. */
export function opened({ persona, answers, draw }: Mind): string {
  const [truth = '', ...wrong] = answers
  if (wrong.length === 0 || draw('right') < persona.knows) return truth
  const other = draw('shared') < sharedError ? 0 : Math.floor(draw('wrong') * wrong.length)
  return wrong[other] ?? truth
}

/**
 * The answer of one who has heard others: each with a probability proportional to
 * exp(peers * share of those heard + truth * [it is right] + own * [it is one's own] * (1 + own confidence)).
 */
export function revised({ persona, answers, draw }: Mind, own: string, heard: readonly string[]): string {
  const [truth = ''] = answers
  const pull = pulls[persona.temper]
  const choices = distinct([own, ...heard, truth])
  const weights = choices.map((choice) =>
    Math.exp(
      pull.peers * shareOf(choice, heard) +
        (sameText(choice, truth) ? pull.truth : 0) +
        (sameText(choice, own) ? pull.own * (1 + persona.knows) : 0),
    ),
  )
  let left = draw('revise') * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, choice] of choices.entries()) {
    left -= weights[index] ?? 0
    if (left < 0) return choice
  }
  return own
}

/** The answer of one who sums up or judges: what most have said; where that is even, the truth if someone said it. */
export function leading({ answers }: Mind, heard: readonly string[]): string {
  const [truth = ''] = answers
  const rank = (answer: string): number => shareOf(answer, heard) + (sameText(answer, truth) ? 0.01 : 0)
  return distinct(heard).reduce((best, answer) => (rank(answer) > rank(best) ? answer : best), heard[0] ?? truth)
}

/** What the speaker claims, in hundredths: how much it knows, a little noise, and more where others agree. */
export function confidence({ persona, draw }: Mind, answer: string, heard: readonly string[]): number {
  const knows = Math.min(0.95, Math.max(0.05, persona.knows))
  return Number(sigmoid(0.9 * logit(knows) + 0.2 + draw('confidence') - 0.5 + 0.6 * shareOf(answer, heard)).toFixed(2))
}

export const distinct = (answers: readonly string[]): string[] =>
  answers.filter((answer, index) => answers.findIndex((other) => sameText(other, answer)) === index)

const shareOf = (answer: string, heard: readonly string[]): number =>
  heard.length === 0 ? 0 : heard.filter((other) => sameText(other, answer)).length / heard.length
