import { z } from 'zod'
import { asAnswered, classify } from '../../moves/classify.ts'
import { byPlurality, soFarByPlurality } from '../../moves/decide.ts'
import { heldIn } from '../../moves/held.ts'
import { openings } from '../../moves/openings.ts'
import { revise } from '../../moves/revise.ts'
import { protocol } from '../../protocol.ts'
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
  calls: (debaters, { rounds }) => ({ low: debaters, expected: debaters * rounds, high: (debaters + 2) * rounds }),
  *script(opened, { rounds, topology, memory }) {
    const { debaters, motion, seed } = opened
    const first = yield* openings(debaters)
    const held = heldIn(first.outcomes)
    const before = { held, ...(yield* classify(asAnswered(held), opened, 0)) }
    let vote = before
    let directions = first.directions
    let stopReason = unanimous(before.classes, held.length) ? 'unanimous at once' : ''
    let limit = (opened.rounds ?? rounds) + directions.rounds
    for (let round = 1; round < limit && !directions.finish; round++) {
      if (stopReason && !directions.goOn && directions.rounds === 0) break
      const names = debaters.map(({ name }) => name)
      const revised = yield* revise(names, vote.held, { round, seed, topology, ...(memory === 'last' && { memory }) })
      const heldNow = heldIn(revised.outcomes)
      const found = yield* classify(asAnswered(heldNow), opened, round)
      const same = unchanged(vote.classes, found.classes, (one, other) => sameAnswer(one, other, motion))
      stopReason = heldNow.every(({ position }) => !position.changed)
        ? 'nobody changed'
        : unanimous(found.classes, heldNow.length)
          ? 'unanimous'
          : same
            ? 'shares unchanged'
            : ''
      vote = { held: heldNow, classes: found.classes, replaced: [...vote.replaced, ...found.replaced] }
      directions = revised.directions
      limit += directions.rounds
    }
    return byPlurality(vote, {
      before,
      opened,
      replaced: vote.replaced,
      stopReason: directions.finish ? 'asked to finish' : stopReason || 'rounds',
    })
  },
  soFar: soFarByPlurality,
})
