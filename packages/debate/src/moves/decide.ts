import type { Opened, Ruling } from '../protocol.ts'
import { type AnswerClass, sameAnswer } from '../tally/answer-classes.ts'
import { type Plurality, plurality } from '../tally/plurality.ts'
import { bordaOfReviews, fewestFlips, seededHash, shareBefore } from '../tally/tie-breakers.ts'
import type { Share } from '../verdict.ts'
import type { Replaced } from './chain.ts'
import { type Held, seatsOf, surest } from './held.ts'

/** Positions and the classes that they fall into (members are turn ids). */
export type Vote = { readonly held: readonly Held[]; readonly classes: readonly AnswerClass[] }

/** Borda scores by turn id, where there were reviews. */
export type Reviews = ReadonlyMap<string, number | null>

/** Classes of turns as classes of seats. */
export const sharesOf = ({ classes, held }: Vote): Share[] =>
  classes.map(({ answer, members }) => ({ answer, seats: seatsOf(held, members) }))

/**
 * The class with the most votes. Ties go down the fixed chain: votes before debate, Borda of the reviews, fewest flips, seeded chance
 * (calibrated weights stand second once a calibration exists). Null where nobody holds a position.
 */
export function lead(vote: Vote, before: Vote, opened: Opened, reviews: Reviews = new Map()): Plurality | null {
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

/** A class's answer in words: for an open motion those of its surest member. */
export function answerOf({ answer, members }: AnswerClass, held: readonly Held[], { motion }: Opened): string {
  if (motion.answer !== 'open') return answer
  return surest(held.filter(({ id }) => members.includes(id)))?.position.answer ?? answer
}

/** What else a ruling by votes says. */
type Told = {
  readonly opened: Opened
  readonly stopReason: string
  readonly before?: Vote
  readonly replaced?: readonly Replaced[]
  readonly reviews?: Reviews
}

/** The ruling where the most votes decide; null where nobody holds a position. */
export function byPlurality(after: Vote, { before = after, opened, stopReason, replaced = [], reviews }: Told): Ruling | null {
  const first = lead(after, before, opened, reviews)
  if (!first) return null
  return {
    answer: answerOf(first.winner, after.held, opened),
    before: sharesOf(before),
    after: sharesOf(after),
    supporters: seatsOf(after.held, first.winner.members),
    ...(first.tie && { tie: true as const }),
    replaced,
    stopReason,
  }
}
