import type { Debate, TurnState } from '../debate.ts'
import type { Motion } from '../motion.ts'
import { soFarByPlurality } from '../moves/decide.ts'
import { type Held, heldIn, lastHeld } from '../moves/held.ts'
import type { Protocol, Ruling } from '../protocol.ts'
import { sameAnswer } from '../tally/answer-classes.ts'
import { possibleAnswers, smoothedShare } from '../tally/confidence.ts'
import type { Verdict } from '../verdict.ts'
import { enough } from './absence.ts'
import { openedFor, resultsOf } from './script.ts'

/** The verdict if the debate ended now; null if too few of its debaters hold a position. A step under way counts as far as it came. */
export function verdictSoFar(debate: Debate, protocol: Protocol | null): Verdict | null {
  const opened = openedFor(debate)
  const underWay = debate.steps
    .filter(({ ended }) => !ended)
    .map(({ turns }) => ({
      outcomes: turns.map(({ plan, outcome }) => outcome ?? { plan, absent: 'stopped' }),
      directions: debate.directions,
    }))
  const steps = [...resultsOf(debate), ...underWay]
  if (lastHeld(steps).length < enough(debate.limits.quorum, plannedDebaters(debate).length)) return null
  const ruling = (protocol?.soFar ?? soFarByPlurality)(opened, steps)
  return ruling && concluded(ruling, debate)
}

/** A ruling with everything that a reader needs to trust it or not. */
export function concluded(ruling: Ruling, debate: Debate): Verdict {
  const { motion } = openedFor(debate)
  const turns = debate.steps.flatMap((step) => step.turns)
  const held = heldIn(turns.flatMap(({ outcome }) => outcome ?? []))
  const panel = plannedDebaters(debate)
  const winning = ruling.after.find(({ answer }) => sameAnswer(answer, ruling.answer, motion))
  const supporters = ruling.supporters ?? winning?.seats ?? []
  const { analysis } = ruling
  return {
    answer: ruling.answer,
    confidence: {
      value: smoothedShare({ supporters: supporters.length, panel: panel.length, answers: possibleAnswers(motion, ruling.after.length) }),
      basis: 'uncalibrated',
    },
    agreement: panel.length > 0 ? supporters.length / panel.length : 0,
    votes: { before: ruling.before.map(copied), after: ruling.after.map(copied) },
    ...(ruling.tie && { tie: true }),
    dissent: ruling.after.flatMap(({ answer, seats }) =>
      seats.filter((seat) => !supporters.includes(seat)).map((seat) => ({ seat, answer, reason: lastArgument(held, seat) })),
    ),
    changes: changesIn(held, motion, ruling),
    agreements: [...(ruling.agreements ?? [])],
    disagreements: [...(ruling.disagreements ?? [])],
    missing: [
      ...missingDebaters(panel, ruling, turns, held),
      ...(ruling.replaced ?? []).map(({ seat, reason }) => ({ seat, reason: `replaced: ${reason}` })),
    ],
    ...(analysis && { analysis: listsOf(analysis) }),
    stopReason: ruling.stopReason,
  }
}

const copied = ({ answer, seats }: { answer: string; seats: readonly string[] }) => ({ answer, seats: [...seats] })
const listsOf = ({ argument: _, ...lists }: NonNullable<Ruling['analysis']>) => lists

/** Debaters that were planned at least once: a seat that a gate made needless is not missing. */
function plannedDebaters({ opened, steps }: Debate): string[] {
  const planned = new Set(steps.flatMap(({ turns }) => turns.map(({ plan }) => plan.seat)))
  return (opened?.panel ?? []).filter(({ name, role }) => role === 'debater' && planned.has(name)).map(({ name }) => name)
}

/** Debaters without a position in the final tally. Who abstained said so and is not missing. */
function missingDebaters(panel: readonly string[], { after }: Ruling, turns: readonly TurnState[], held: readonly Held[]) {
  const counted = new Set(after.flatMap(({ seats }) => seats))
  return panel.flatMap((seat) => {
    const own = turns.filter(({ plan, outcome }) => plan.seat === seat && outcome)
    const last = own.findLast(({ outcome }) => outcome?.absent !== 'decided')
    if (counted.has(seat) || !last || last.outcome?.turn) return []
    const reason = last.outcome?.absent ?? 'absent'
    return [{ seat, reason: held.some((turn) => turn.seat === seat) ? `${reason} (spoke before)` : reason }]
  })
}

const lastArgument = (held: readonly Held[], seat: string): string => {
  const argument = held.findLast((turn) => turn.seat === seat)?.position.argument ?? ''
  return argument.length <= reasonLength ? argument : `${argument.slice(0, argument.lastIndexOf(' ', reasonLength))} …`
}
/** Characters of an argument that a verdict repeats; the whole of it stands in the transcript. */
const reasonLength = 600

/** Who held what, then something else, in which round, and on whose argument. */
function changesIn(held: readonly Held[], motion: Motion, ruling: Ruling): Verdict['changes'] {
  const seats = [...new Set(held.map(({ seat }) => seat))]
  const together = (seat: string, shares: Ruling['after']) => shares.find(({ seats }) => seats.includes(seat))?.answer
  return seats.flatMap((seat) => {
    const own = held.filter((turn) => turn.seat === seat)
    return own.slice(1).flatMap((turn, index) => {
      const from = own[index]?.position.answer ?? ''
      const { answer: to, becauseOf = [], changeReason, changed } = turn.position
      if (sameAnswer(from, to, motion) || (motion.answer === 'open' && !changed)) return []
      if (motion.answer === 'open' && own.length === 2 && together(seat, ruling.before) === together(seat, ruling.after)) return []
      return [{ seat, round: turn.round, from, to, because: [...becauseOf], ...(changeReason && { reason: changeReason }) }]
    })
  })
}
