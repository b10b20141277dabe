import { type Opened, type Step, type StepResult, step } from '../protocol.ts'
import type { Seat } from '../seat.ts'
import { type AnswerClass, sameAnswer } from '../tally/answer-classes.ts'
import type { Plan } from '../turn.ts'
import { familiesOf, otherFamiliesFirst, type Replaced } from './chain.ts'
import { type Held, heldIn, surest } from './held.ts'

/** Judges' votes on two answers. A judge that answers differently when the order is turned counts half for each. */
export type CrossExamination = {
  /** Votes for the first and the second answer. */
  readonly votes: readonly [number, number]
  readonly replaced: readonly Replaced[]
}

/**
 * Two sides, each spoken for by the seat that is surest of it, answer each other once (not where `speeches` is false); then so many judges
 * as the `bench` has vote, those of other families first. Each judge that is absent, be it in one
 * order only, is replaced by the next of the chain.
 */
export function* crossExamine(
  { judges, debaters, motion }: Opened,
  sides: readonly [AnswerClass, AnswerClass],
  held: readonly Held[],
  { round, bench, speeches = true }: { round: number; bench: number; speeches?: boolean },
): Generator<Step, CrossExamination, StepResult> {
  const [one, other] = sides.map(({ members }) => surest(held.filter(({ id }) => members.includes(id))))
  if (!one || !other) throw new Error('a cross-examination needs a speaker on either side')
  const plans = [rebuttal(one, 'affirmative', sides[0], other), rebuttal(other, 'negative', sides[1], one)]
  const spoken = speeches ? heldIn((yield* step(plans, { round })).outcomes) : []
  const said = [one, other, ...spoken].map(({ id }) => id)
  const turned = [other, one, ...spoken.toReversed()].map(({ id }) => id)

  const chain = otherFamiliesFirst(judges, familiesOf(debaters, [one.seat, other.seat]))
  const answers = sides.map(({ answer }) => answer)
  const replaced: Replaced[] = []
  let first = 0
  let voted = 0
  for (let next = 0; voted < bench && next < chain.length; ) {
    const asked = chain.slice(next, next + bench - voted)
    next += asked.length
    const { outcomes } = yield* step(
      asked.flatMap((judge) => [ballot(judge, said, answers), ballot(judge, turned, answers.toReversed())]),
      { round },
    )
    for (const [index, { name }] of asked.entries()) {
      const pair = outcomes.slice(2 * index, 2 * index + 2)
      const choices = pair.flatMap(({ turn }) => turn?.ballot.choice ?? [])
      if (choices.length < 2) replaced.push({ seat: name, reason: pair.find(({ absent }) => absent)?.absent ?? 'absent' })
      else {
        first += choices.filter((choice) => sameAnswer(choice, answers[0] ?? '', motion)).length / choices.length
        voted += 1
      }
    }
  }
  return { votes: [first, voted - first], replaced }
}

const rebuttal = (speaker: Held, name: 'affirmative' | 'negative', { answer }: AnswerClass, opponent: Held): Plan<'rebuttal'> => ({
  seat: speaker.seat,
  act: 'rebuttal',
  hears: [opponent.id],
  side: { name, answer },
})

/** Every judge votes in both orders: position bias, arXiv 2306.05685. */
const ballot = ({ name }: Seat, hears: readonly string[], choices: readonly string[]): Plan<'ballot'> => ({
  seat: name,
  act: 'ballot',
  hears,
  choices,
})
