import { type Opened, type Step, type StepResult, step } from '../protocol.ts'
import { type AnswerClass, sameAnswer } from '../tally/answer-classes.ts'
import type { Plan } from '../turn.ts'
import { familiesOf, otherFamiliesFirst, type Replaced } from './chain.ts'
import type { Held } from './held.ts'

/** Judges' ballots on two answers. A judge that answers differently when the order is turned counts half for each. */
export type CrossExamination = {
  /** Votes for the first and the second answer. */
  readonly votes: readonly [number, number]
  readonly replaced: readonly Replaced[]
}

/**
 * Two sides, each spoken for by a seat that holds it, answer each other once; then judges of other families vote, in both orders
 * (position bias: arXiv 2306.05685). Each judge that is absent is replaced by the next of the chain.
 */
export function* crossExamine(
  { judges, debaters, motion }: Opened,
  sides: readonly [AnswerClass, AnswerClass],
  held: readonly Held[],
  { round, bench }: { round: number; bench: number },
): Generator<Step, CrossExamination, StepResult> {
  const speakers = sides.map(({ members }) => mostConfident(held.filter(({ id }) => members.includes(id))))
  const [first, second] = speakers
  if (!first || !second) throw new Error('a cross-examination needs a speaker on either side')
  const rebuttals = [rebuttal(first, sides[0], second), rebuttal(second, sides[1], first)]
  const { outcomes } = yield* step(rebuttals, { round })
  const hears = [first.id, second.id, ...outcomes.flatMap(({ turn }) => turn?.id ?? [])]
  const chain = otherFamiliesFirst(judges, familiesOf(debaters, [first.seat, second.seat]))
  const answers = sides.map(({ answer }) => answer)

  const votes: [number, number] = [0, 0]
  const replaced: Replaced[] = []
  let next = 0
  let missing = Math.min(bench, chain.length)
  while (missing > 0 && next < chain.length) {
    const asked = chain.slice(next, next + missing)
    next += asked.length
    const plans = asked.flatMap(({ name }): Plan<'ballot'>[] => [
      { seat: name, act: 'ballot', hears, choices: answers },
      { seat: name, act: 'ballot', hears: hears.toReversed(), choices: answers.toReversed() },
    ])
    const ballots = yield* step(plans, { round })
    missing = 0
    asked.forEach(({ name }, index) => {
      const pair = ballots.outcomes.slice(2 * index, 2 * index + 2)
      const choices = pair.flatMap(({ turn }) => turn?.ballot.choice ?? [])
      if (choices.length === 0) {
        replaced.push({ seat: name, reason: pair[0]?.absent ?? 'absent' })
        missing += 1
      }
      for (const choice of choices) votes[sameAnswer(choice, answers[0] ?? '', motion) ? 0 : 1] += 1 / choices.length
    })
  }
  return { votes, replaced }
}

const rebuttal = (speaker: Held, side: AnswerClass, opponent: Held): Plan<'rebuttal'> => ({
  seat: speaker.seat,
  act: 'rebuttal',
  hears: [opponent.id],
  side: { name: 'affirmative', answer: side.answer },
})

const mostConfident = (held: readonly Held[]): Held | undefined =>
  held.toSorted((one, other) => (other.position.confidence ?? 0) - (one.position.confidence ?? 0))[0]
