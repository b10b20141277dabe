import { z } from 'zod'
import { count } from '../../moves/classify.ts'
import { byPlurality, lead } from '../../moves/decide.ts'
import { heldIn, meanConfidence } from '../../moves/held.ts'
import { openings } from '../../moves/openings.ts'
import { worstNano } from '../../price.ts'
import { protocol } from '../../protocol.ts'
import type { Seat } from '../../seat.ts'
import { unanimous } from '../../tally/stability.ts'
import { contested } from './contested.ts'
import { examined, written } from './settled.ts'

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
    judges: z.number().int().min(1).max(50).default(3),
  }),
  closing: 'synthesis',
  calls: (debaters, { first, revisions: own, judges }, rounds) => {
    const revisions = rounds ? rounds - 1 : own
    return {
      low: Math.min(first, debaters),
      expected: debaters + 2,
      high: debaters * (1 + revisions) + Math.max(2 + 2 * judges, 2 * (2 + revisions) + 4),
    }
  },
  *script(opened, { first, confident, clear, revisions, judges }) {
    const asked = cheapest(opened.debaters, first)
    const early = yield* openings(asked)
    const few = yield* count(heldIn(early.outcomes), opened, 0)
    const sure = unanimous(few.classes, asked.length) && (meanConfidence(few.held) ?? 0) >= confident
    if (early.directions.finish) return byPlurality(few, { opened, ...few, stopReason: 'asked to finish' })
    if (sure && !early.directions.goOn) return byPlurality(few, { opened, ...few, stopReason: 'the first to answer agree, and are sure' })

    const others = opened.debaters.filter((seat) => !asked.includes(seat))
    const late = others.length > 0 ? yield* openings(others) : null
    const more = heldIn(late?.outcomes ?? [])
    const all = more.length > 0 ? yield* count([...few.held, ...more], opened, 0, few.replaced) : few
    const { finish, goOn } = late?.directions ?? early.directions
    if (finish) return byPlurality(all, { opened, ...all, stopReason: 'asked to finish' })
    if ((lead(all, all, opened)?.share ?? 0) >= clear && !goOn)
      return byPlurality(all, { opened, ...all, stopReason: 'a clear lead without debate' })

    const asRounds = opened.rounds === null ? revisions : opened.rounds - 1
    const limit = asRounds + early.directions.rounds + (late?.directions.rounds ?? 0)
    const revised = yield* contested(opened, all, { clear, revisions: limit })
    if (revised.stopReason) return byPlurality(revised, { before: all, opened, ...revised })
    if (opened.motion.answer === 'open') return yield* written(opened, all, revised)
    const speeches = opened.rounds === null || revised.round + 1 < opened.rounds
    return yield* examined(opened, all, revised, { bench: judges, speeches })
  },
})

/** The cheapest seats, in the order of the panel; those without a known price last. People are asked with the first. */
function cheapest(debaters: readonly Seat[], count: number): readonly Seat[] {
  const cost = ({ model }: Seat) => (model ? (model.price ? worstNano(model.price, 1000, 1000) : Number.POSITIVE_INFINITY) : 0)
  const chosen = debaters.toSorted((one, other) => (cost(one) < cost(other) ? -1 : cost(one) > cost(other) ? 1 : 0)).slice(0, count)
  return debaters.filter((seat) => chosen.includes(seat))
}
