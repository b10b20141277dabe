import { z } from 'zod'
import { asAnswered, classify } from '../../moves/classify.ts'
import { byPlurality, lead, sharesOf, soFarByPlurality } from '../../moves/decide.ts'
import { type Held, heldIn } from '../../moves/held.ts'
import { openings } from '../../moves/openings.ts'
import { synthesise } from '../../moves/synthesise.ts'
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
  calls: (debaters) => ({ low: debaters + 1, expected: 2 * debaters + 1, high: 2 * debaters + 5 }),
  *script(opened) {
    const { outcomes, directions } = yield* openings(opened.debaters)
    const held = heldIn(outcomes)
    if (held.length === 0) return null
    const reviewing = held.length > 2 && !directions.finish
    const reviews = reviewing
      ? (yield* step(
          held.map((own) => review(own, held, opened.seed)),
          { round: 1 },
        )).outcomes
      : []
    const { best, scores } = ranked(held, reviews)

    const hears = [...held.map(({ id }) => id), ...reviews.flatMap(({ turn }) => turn?.id ?? [])]
    const written = yield* synthesise(opened, { hears, leaders: [best.seat], round: 2 })
    const answer = written.turn && { id: written.turn.id, answer: written.turn.synthesis.answer }
    const found = yield* classify([...asAnswered(held), ...(answer ? [answer] : [])], opened, 2)
    const replaced = [...written.replaced, ...found.replaced]
    const classes = found.classes
      .map((one) => ({ ...one, members: one.members.filter((id) => id !== answer?.id) }))
      .filter(({ members }) => members.length > 0)
    const vote = { held, classes }
    if (!written.turn) return byPlurality(vote, { opened, reviews: scores, replaced, stopReason: 'no chairman could be had: most votes' })
    const behind = found.classes.find(({ members }) => members.includes(answer?.id ?? ''))?.members ?? []
    const { agreements, disagreements } = written.turn.synthesis
    return {
      answer: written.turn.synthesis.answer,
      before: sharesOf(vote),
      after: sharesOf(vote),
      supporters: held.filter(({ id }) => behind.includes(id)).map(({ seat }) => seat),
      ...(lead(vote, vote, opened, scores)?.tie && { tie: true as const }),
      agreements,
      disagreements,
      replaced,
      stopReason: 'the chairman concluded',
    }
  },
  soFar: soFarByPlurality,
})

/** The others' answers in an order drawn anew for each reader; nobody ranks their own. */
const review = (own: Held, held: readonly Held[], seed: number): Plan<'ranking'> => {
  const others = held.filter(({ seat }) => seat !== own.seat).map(({ id }) => id)
  return { seat: own.seat, act: 'ranking', hears: shuffled(others, seeded(seed, 'review', own.seat)) }
}

/** Borda, normalised by the raters that each answer had; ties by Schulze. */
function ranked(held: readonly Held[], reviews: readonly Outcome<'ranking'>[]) {
  const rankings = reviews.flatMap(({ turn }) => (turn ? [{ order: turn.ranking.order }] : []))
  const ids = held.map(({ id }) => id)
  const { order, scores } = borda(rankings, ids)
  const first = untie(order, rankings)[0]?.[0]
  const best = held.find(({ id }) => id === first) ?? held[0]
  if (!best) throw new Error('nothing to rank')
  return { best, scores }
}
