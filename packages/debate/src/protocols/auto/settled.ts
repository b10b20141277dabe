import { firstPresent } from '../../moves/chain.ts'
import { chaired } from '../../moves/chaired.ts'
import { crossExamine } from '../../moves/cross-examine.ts'
import { byPlurality, lead, sharesOf, type Vote } from '../../moves/decide.ts'
import { seatsOf } from '../../moves/held.ts'
import type { Opened, Ruling, Step, StepResult } from '../../protocol.ts'
import type { Revised } from './contested.ts'

/** Still split on a closed question: the two largest sides are cross-examined, and judges vote. Where they are split too, the most votes decide. */
export function* examined(
  opened: Opened,
  before: Vote,
  vote: Revised,
  how: { bench: number; speeches: boolean },
): Generator<Step, Ruling | null, StepResult> {
  const [one, other] = vote.classes
  if (!one || !other || opened.judges.length === 0) return byPlurality(vote, { before, opened, ...vote, stopReason: 'still split' })
  const judged = yield* crossExamine(opened, [one, other], vote.held, { round: vote.round + 1, ...how })
  const [first, second] = judged.votes
  const replaced = [...vote.replaced, ...judged.replaced]
  const undecided = first + second > 0 ? 'still split, and so are the judges' : 'still split, and no judge could be had'
  if (first === second) return byPlurality(vote, { before, opened, replaced, stopReason: undecided })
  return {
    answer: (first > second ? one : other).answer,
    before: sharesOf(before),
    after: sharesOf(vote),
    ...(lead(vote, before, opened)?.tie && { tie: true as const }),
    replaced,
    stopReason: `still split: judges ${Math.max(first, second)} to ${Math.min(first, second)}`,
  }
}

/** Still split on an open question: a clerk lays out where the panel stands, and a chairman writes what it comes to. */
export function* written(opened: Opened, before: Vote, vote: Revised): Generator<Step, Ruling | null, StepResult> {
  const round = vote.round + 1
  const hears = vote.held.map(({ id }) => id)
  const laidOut = yield* firstPresent(opened.clerks, ({ name }) => ({ seat: name, act: 'analysis', hears }), round)
  return yield* chaired(opened, {
    held: vote.held,
    before,
    remarks: laidOut.turn ? [laidOut.turn.id] : [],
    leaders: seatsOf(vote.held, lead(vote, before, opened)?.winner.members ?? []),
    round,
    replaced: [...vote.replaced, ...laidOut.replaced],
    ...(laidOut.turn && { analysis: laidOut.turn.analysis }),
    stopReason: 'still split: the chairman concluded',
  })
}
