import type { Opened, Ruling, StepResult } from '../protocol.ts'
import { type AnswerClass, answerClasses, mergeClasses, sameAnswer } from '../tally/answer-classes.ts'
import { type Plurality, plurality } from '../tally/plurality.ts'
import { bordaOfReviews, fewestFlips, seededHash, shareBefore } from '../tally/tie-breakers.ts'
import type { Share } from '../verdict.ts'
import type { Replaced } from './chain.ts'
import { asAnswered, partitionsIn } from './classify.ts'
import { type Held, heldIn, lastHeld } from './held.ts'

/** Positions and the classes that they fall into (members are turn ids). */
export type Vote = { readonly held: readonly Held[]; readonly classes: readonly AnswerClass[] }

/** Classes of turns as classes of seats. */
export function sharesOf({ classes, held }: Vote): Share[] {
  const seatOf = new Map(held.map(({ id, seat }) => [id, seat]))
  return classes.map(({ answer, members }) => ({ answer, seats: members.flatMap((id) => seatOf.get(id) ?? []) }))
}

/**
 * The class with the most votes. Ties go down the fixed chain: votes before debate, Borda of the reviews, fewest flips, seeded chance
 * (calibrated weights stand second once a calibration exists). Null where nobody holds a position.
 */
export function lead(vote: Vote, before: Vote, opened: Opened, reviews: ReadonlyMap<string, number | null> = new Map()): Plurality | null {
  const seatOf = new Map(vote.held.map(({ id, seat }) => [id, seat]))
  const weights = new Map(opened.debaters.map(({ name, weight }) => [name, weight ?? 1]))
  const flips = new Map(vote.held.map(({ id, position }) => [id, position.changed ? 1 : 0]))
  return plurality(vote.classes, {
    panel: vote.held.map(({ id }) => id),
    over: 'valid',
    weightOf: (id) => weights.get(seatOf.get(id) ?? '') ?? 1,
    tieBreakers: [
      shareBefore(before.classes, (one, other) => sameAnswer(one, other, opened.motion)),
      bordaOfReviews(reviews),
      fewestFlips(flips),
      seededHash(opened.seed),
    ],
  })
}

/** A class's answer in words: for an open motion those of its most confident member. */
export function answerOf({ answer, members }: AnswerClass, held: readonly Held[], { motion }: Opened): string {
  if (motion.answer !== 'open') return answer
  const positions = held.filter(({ id }) => members.includes(id)).map(({ position }) => position)
  const best = positions.toSorted((one, other) => (other.confidence ?? 0) - (one.confidence ?? 0))[0]
  return best?.answer ?? answer
}

/** What else a ruling by votes says. `reviews` are Borda scores by turn id, for ties. */
type Told = {
  readonly opened: Opened
  readonly stopReason: string
  readonly before?: Vote
  readonly replaced?: readonly Replaced[]
  readonly reviews?: ReadonlyMap<string, number | null>
}

/** The ruling where the most votes decide; null where nobody holds a position. */
export function byPlurality(after: Vote, { before = after, opened, stopReason, replaced = [], reviews }: Told): Ruling | null {
  const first = lead(after, before, opened, reviews)
  if (!first) return null
  return {
    answer: answerOf(first.winner, after.held, opened),
    before: sharesOf(before),
    after: sharesOf(after),
    supporters: first.winner.members.flatMap((id) => after.held.filter((turn) => turn.id === id).map(({ seat }) => seat)),
    ...(first.tie && { tie: true as const }),
    replaced,
    stopReason,
  }
}

/** The ruling if the debate ended now: most votes over each debater's last position, in the classes that clerks have found so far. */
export function soFarByPlurality(opened: Opened, steps: readonly StepResult[]): Ruling | null {
  const partitions = steps.map(({ outcomes }) => partitionsIn(outcomes))
  const voteOf = (held: readonly Held[]): Vote => {
    const found = partitions.findLast((some) => some.flat(2).some((id) => held.some((turn) => turn.id === id))) ?? []
    return { held, classes: mergeClasses(answerClasses(asAnswered(held), opened.motion), found) }
  }
  const first = steps.flatMap(({ outcomes }) => heldIn(outcomes)).filter(({ act }) => act === 'opening')
  return byPlurality(voteOf(lastHeld(steps)), { before: voteOf(first), opened, stopReason: 'so far' })
}
