import { z } from 'zod'
import { type Counted, count } from '../../moves/classify.ts'
import { byPlurality } from '../../moves/decide.ts'
import { heldIn } from '../../moves/held.ts'
import { openings } from '../../moves/openings.ts'
import { revise } from '../../moves/revise.ts'
import { type Opened, protocol } from '../../protocol.ts'
import { sameAnswer } from '../../tally/answer-classes.ts'
import { unanimous, unchanged } from '../../tally/stability.ts'

/** All answer, read each other and answer again. Du et al., arXiv 2305.14325; sparse topologies: arXiv 2406.11776. */
export const roundtable = protocol({
  name: 'roundtable',
  version: 1,
  summary: 'everybody reads the others and revises once or twice; for questions that reasoning can settle',
  options: z.object({
    /** Speaking rounds, the openings included. */
    rounds: z.number().int().min(1).max(10).default(2),
    topology: z.enum(['full', 'ring', 'star', 'groups']).default('full'),
    /** `last` shows only the last round; vendors' prompt caches then miss. */
    memory: z.enum(['history', 'last']).default('history'),
  }),
  closing: null,
  calls: (debaters, options, rounds) => {
    const most = rounds ?? options.rounds
    return { low: debaters, expected: debaters * most, high: (debaters + 2) * most }
  },
  *script(opened, { rounds, topology, memory }) {
    const names = opened.debaters.map(({ name }) => name)
    const first = yield* openings(opened.debaters)
    const before = yield* count(heldIn(first.outcomes), opened, 0)
    let { directions } = first
    let vote = before
    let stopReason = unanimous(before.classes, before.held.length) ? 'unanimous at once' : ''
    let limit = (opened.rounds ?? rounds) + directions.rounds
    for (let round = 1; round < limit && !directions.finish; round++) {
      if (stopReason && !directions.goOn && directions.rounds === 0) break
      const how = { round, seed: opened.seed, topology, ...(memory === 'last' && { memory }) }
      const revised = yield* revise(names, vote.held, how)
      directions = revised.directions
      limit += directions.rounds
      const held = heldIn(revised.outcomes)
      if (held.length === 0) break
      const now = yield* count(held, opened, round, vote.replaced)
      stopReason = settled(vote, now, opened)
      vote = now
    }
    return byPlurality(vote, { before, opened, ...vote, stopReason: directions.finish ? 'asked to finish' : stopReason || 'rounds' })
  },
})

/** Why another round would be of no use; empty if it may be. */
function settled(before: Counted, now: Counted, { motion }: Opened): string {
  if (now.held.every(({ position }) => !position.changed)) return 'nobody changed'
  if (unanimous(now.classes, now.held.length)) return 'unanimous'
  return unchanged(before.classes, now.classes, (one, other) => sameAnswer(one, other, motion)) ? 'shares unchanged' : ''
}
