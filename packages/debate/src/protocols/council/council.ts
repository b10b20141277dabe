import { z } from 'zod'
import { chaired } from '../../moves/chaired.ts'
import { type Held, heldIn } from '../../moves/held.ts'
import { openings } from '../../moves/openings.ts'
import { type Outcome, protocol, step } from '../../protocol.ts'
import { seeded, shuffled } from '../../seeded.ts'
import { borda } from '../../tally/borda.ts'
import { untie } from '../../tally/schulze.ts'
import type { Plan } from '../../turn.ts'

/** All answer, each reviews the others' answers without names, and a chairman of another family than the best one's writes the end. */
export const council = protocol({
  name: 'council',
  version: 1,
  summary: 'answers, anonymous peer review, and a chairman who writes one answer of them; for open questions',
  options: z.object({}),
  closing: 'synthesis',
  calls: (debaters) => ({ low: debaters + 1, expected: 2 * debaters + 1, high: 2 * debaters + 3 }),
  *script(opened) {
    const { outcomes, directions } = yield* openings(opened.debaters)
    const held = heldIn(outcomes)
    if (held.length === 0) return null
    const raters = held.filter(({ seat }) => opened.debaters.find(({ name }) => name === seat)?.model)
    const plans = held.length > 2 && !directions.finish ? raters.map((own) => review(own, held, opened.seed)) : []
    const reviews = plans.length > 0 ? (yield* step(plans, { round: 1 })).outcomes : []
    const { best, scores } = ranked(held, reviews)
    return yield* chaired(opened, {
      held,
      remarks: reviews.flatMap(({ turn }) => turn?.id ?? []),
      leaders: best,
      reviews: scores,
      round: 2,
      stopReason: 'the chairman concluded',
    })
  },
})

/** The others' answers in an order drawn anew for each reader; nobody ranks their own. */
function review(own: Held, held: readonly Held[], seed: number): Plan<'ranking'> {
  const others = held.filter(({ seat }) => seat !== own.seat).map(({ id }) => id)
  return { seat: own.seat, act: 'ranking', hears: shuffled(others, seeded(seed, 'review', own.seat)) }
}

/** Borda, normalised by the raters that each answer had; ties by Schulze. Without reviews nobody is best. */
function ranked(held: readonly Held[], reviews: readonly Outcome<'ranking'>[]) {
  const rankings = reviews.flatMap(({ turn }) => (turn ? [{ order: turn.ranking.order }] : []))
  const { order, scores } = borda(
    rankings,
    held.map(({ id }) => id),
  )
  const first = rankings.length > 0 ? (untie(order, rankings)[0] ?? []) : []
  return { best: held.filter(({ id }) => first.includes(id)).map(({ seat }) => seat), scores }
}
