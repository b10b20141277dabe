import { z } from 'zod'
import { type Chained, firstPresent, type Replaced } from '../../moves/chain.ts'
import { asAnswered, classify } from '../../moves/classify.ts'
import { crossExamine } from '../../moves/cross-examine.ts'
import { byPlurality, lead, sharesOf, soFarByPlurality, type Vote } from '../../moves/decide.ts'
import { heldIn, meanConfidence } from '../../moves/held.ts'
import { openings } from '../../moves/openings.ts'
import { revise } from '../../moves/revise.ts'
import { synthesise } from '../../moves/synthesise.ts'
import { worstNano } from '../../price.ts'
import { type Opened, protocol, type Ruling, type Step, type StepResult } from '../../protocol.ts'
import type { Seat } from '../../seat.ts'
import { unanimous } from '../../tally/stability.ts'

type Play<T> = Generator<Step, T, StepResult>

/**
 * Asks few, then all, then lets them revise, then has the rest settled by judges or a chairman. It stops at the first gate that holds,
 * because most of the gain of a debate comes from independent answers and a vote (arXiv 2508.17536).
 */
export const auto = protocol({
  name: 'auto',
  version: 1,
  summary: 'asks a few, and debates only what is contested; the default',
  options: z.object({
    /** How many of the cheapest seats are asked first. */
    first: z.number().int().min(2).default(3),
    /** Mean confidence from which early agreement is believed, 0..1. */
    confident: z.number().min(0).max(1).default(0.75),
    /** Share of the votes from which nothing is debated any more, 0..1. */
    clear: z.number().min(0.5).max(1).default(0.8),
    /** Rounds of revision at the most. */
    revisions: z.number().int().min(0).max(5).default(2),
    /** Judges of a cross-examination. */
    judges: z.number().int().min(1).default(3),
  }),
  closing: 'synthesis',
  calls: (debaters, { first, revisions, judges }) => ({
    low: Math.min(first, debaters),
    expected: debaters + 2,
    high: debaters * (1 + revisions) + 2 * (revisions + 2) + 2 + 2 * judges,
  }),
  *script(opened, { first, confident, clear, revisions, judges }) {
    const asked = cheapest(opened.debaters, first)
    const early = yield* openings(asked)
    const few = yield* voteOf(heldIn(early.outcomes), opened, 0)
    if (early.directions.finish) return byPlurality(few, { opened, ...few, stopReason: 'asked to finish' })
    const sure = (meanConfidence(few.held) ?? 0) >= confident
    if (unanimous(few.classes, asked.length) && sure && !early.directions.goOn)
      return byPlurality(few, { opened, ...few, stopReason: 'the first asked agree and are sure' })

    const others = opened.debaters.filter((seat) => !asked.includes(seat))
    const late = others.length > 0 ? yield* openings(others) : null
    const before = late ? yield* voteOf([...few.held, ...heldIn(late.outcomes)], opened, 0) : few
    const directions = late?.directions ?? early.directions
    if (directions.finish) return byPlurality(before, { opened, ...before, stopReason: 'asked to finish' })
    if ((lead(before, before, opened)?.share ?? 0) >= clear && !directions.goOn)
      return byPlurality(before, { opened, ...before, stopReason: 'a clear lead' })

    const revised = yield* contested(opened, before, { clear, revisions: opened.rounds === null ? revisions : opened.rounds - 1 })
    if (revised.stopReason) return byPlurality(revised, { before, opened, ...revised })
    return yield* opened.motion.answer === 'open' ? written(opened, before, revised) : examined(opened, before, revised, judges)
  },
  soFar: soFarByPlurality,
})

/** A vote, and the clerks that had to be replaced to count it. */
type Counted = Vote & { readonly replaced: readonly Replaced[] }
type Revised = Counted & { readonly round: number; readonly stopReason: string }

function* voteOf(held: Vote['held'], opened: Opened, round: number): Play<Counted> {
  return { held, ...(yield* classify(asAnswered(held), opened, round)) }
}

/** All revise until there is a clear lead, nobody moves, or the rounds are used up (an empty `stopReason`: still split). */
function* contested(opened: Opened, before: Counted, { clear, revisions }: { clear: number; revisions: number }): Play<Revised> {
  let vote = before
  let limit = revisions
  for (let round = 1; round <= limit; round++) {
    const { outcomes, directions } = yield* revise(
      vote.held.map(({ seat }) => seat),
      vote.held,
      { round, seed: opened.seed },
    )
    const held = heldIn(outcomes)
    const now = yield* voteOf(held, opened, round)
    vote = { ...now, replaced: [...vote.replaced, ...now.replaced] }
    limit += directions.rounds
    if (directions.finish) return { ...vote, round, stopReason: 'asked to finish' }
    if ((lead(vote, before, opened)?.share ?? 0) >= clear && !directions.goOn)
      return { ...vote, round, stopReason: 'a clear lead after revision' }
    if (held.every(({ position }) => !position.changed) && directions.rounds === 0) return { ...vote, round, stopReason: '' }
  }
  return { ...vote, round: limit, stopReason: '' }
}

/** Still split on a closed question: the two largest sides are cross-examined, and judges vote. */
function* examined(opened: Opened, before: Vote, vote: Revised, bench: number): Play<Ruling | null> {
  const [one, other] = vote.classes
  if (!one || !other) return byPlurality(vote, { before, opened, ...vote, stopReason: 'still split' })
  const { votes, replaced } = yield* crossExamine(opened, [one, other], vote.held, { round: vote.round + 1, bench })
  const all = [...vote.replaced, ...replaced]
  if (votes[0] === votes[1]) return byPlurality(vote, { before, opened, replaced: all, stopReason: 'still split, and the judges too' })
  const winner = votes[0] > votes[1] ? one : other
  return {
    answer: winner.answer,
    before: sharesOf(before),
    after: sharesOf(vote),
    replaced: all,
    stopReason: `still split: judges ${Math.max(...votes)} to ${Math.min(...votes)}`,
  }
}

/** Still split on an open question: a clerk lays out where the panel stands, and a chairman writes what it comes to. */
function* written(opened: Opened, before: Vote, vote: Revised): Play<Ruling | null> {
  const hears = vote.held.map(({ id }) => id)
  const round = vote.round + 1
  const laidOut: Chained<'analysis'> = yield* firstPresent(opened.clerks, ({ name }) => ({ seat: name, act: 'analysis', hears }), round)
  const leaders = lead(vote, before, opened)?.winner.members ?? []
  const chaired = yield* synthesise(opened, {
    hears: laidOut.turn ? [...hears, laidOut.turn.id] : hears,
    leaders: vote.held.filter(({ id }) => leaders.includes(id)).map(({ seat }) => seat),
    round,
  })
  const replaced = [...vote.replaced, ...laidOut.replaced, ...chaired.replaced]
  if (!chaired.turn) return byPlurality(vote, { before, opened, replaced, stopReason: 'no chairman could be had: most votes' })
  const { answer, agreements, disagreements } = chaired.turn.synthesis
  const found = yield* classify([...asAnswered(vote.held), { id: chaired.turn.id, answer }], opened, round)
  const behind = found.classes.find(({ members }) => members.includes(chaired.turn?.id ?? ''))?.members ?? []
  return {
    answer,
    before: sharesOf(before),
    after: sharesOf(vote),
    supporters: vote.held.filter(({ id }) => behind.includes(id)).map(({ seat }) => seat),
    agreements,
    disagreements,
    ...(laidOut.turn && { analysis: laidOut.turn.analysis }),
    replaced: [...replaced, ...found.replaced],
    stopReason: 'still split: the chairman concluded',
  }
}

/** The cheapest seats, in the order of the panel; those without a known price last. People are asked with the first. */
function cheapest(debaters: readonly Seat[], count: number): Seat[] {
  const cost = ({ model }: Seat) => (model ? (model.price ? worstNano(model.price, 1000, 1000) : Number.POSITIVE_INFINITY) : 0)
  const chosen = new Set(debaters.toSorted((one, other) => cost(one) - cost(other)).slice(0, count))
  return debaters.filter((seat) => chosen.has(seat))
}
