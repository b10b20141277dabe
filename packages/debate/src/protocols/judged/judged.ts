import { z } from 'zod'
import { noDirections } from '../../debate.ts'
import { judgesFor, wantedMore } from '../../moves/bench.ts'
import { byScore } from '../../moves/by-score.ts'
import { asAnswered } from '../../moves/classify.ts'
import { byPlurality, type Vote } from '../../moves/decide.ts'
import { classesFound } from '../../moves/found.ts'
import { type Held, heldIn, lastHeld } from '../../moves/held.ts'
import { judgesVote, tallied } from '../../moves/judges-vote.ts'
import { protocol } from '../../protocol.ts'
import { briefs } from './briefs.ts'
import { hearingsOf, papersOf } from './hearings.ts'
import { contest, given, refusalOf, type Side } from './sides.ts'
import { type Speeches, speak } from './speeches.ts'

/** Two argue for opposite answers, and judges who know only what they say decide. Khan et al., arXiv 2402.06782. */
export const judged = protocol({
  name: 'judged',
  version: 1,
  summary: 'two argue for opposite answers before judges who hear only them; where debaters know more than judges',
  options: z.object({
    /** Speeches of each side. */
    rounds: z.number().int().min(1).max(10).default(3),
    /** Words of a speech; nobody is shown more of it. */
    words: z.number().int().min(20).max(1000).default(100),
    /** Judges, each of whom votes in both orders. */
    judges: z.number().int().min(1).max(50).default(3),
    /** Two answers for the first two debaters to defend; `null` = the two that most of the panel give by themselves. */
    answers: z
      .tuple([z.string().min(1), z.string().min(1)])
      .nullable()
      .default(null),
    /** Not a debate but a consultant alone: for one answer that the seed draws, or one for each of them, heard apart. */
    consultancy: z.enum(['none', 'drawn', 'each']).default('none'),
  }),
  closing: null,
  calls: (debaters, { rounds, judges, answers, consultancy }, limit) => {
    const [openings, clerk] = answers ? [0, 0] : [debaters, 2]
    const speeches = (consultancy === 'drawn' ? 1 : 2) * (limit ? limit - (answers ? 0 : 1) : rounds)
    const ballots = consultancy === 'each' ? 4 : 2
    const all = openings + speeches + ballots * judges
    return { low: answers ? speeches + ballots : debaters, expected: all, high: all + clerk }
  },
  problem: (motion, { answers }) => answers && refusalOf(answers, motion),
  *script(opened, { answers, rounds, words, judges, consultancy }) {
    const asked = answers ? { sides: given(opened, answers), vote: null, directions: noDirections } : yield* contest(opened)
    const { sides, vote, directions } = asked
    if (!sides) return vote && byPlurality(vote, { opened, ...vote, stopReason: 'nobody holds another answer' })
    const hearings = hearingsOf(sides, consultancy, opened.seed)
    const speakers = hearings.flat().map(({ seat }) => seat)
    const openings = vote?.held.filter(({ seat }) => speakers.includes(seat)) ?? []
    const quoted = opened.motion.sources.length > 0
    const brief = consultancy === 'none' ? briefs.side : briefs.consultant
    const how = { words, brief, openings, ...(quoted && { quotes: true as const }) }
    const before = vote ? 1 : 0
    let spoken: Speeches = { said: [], round: before, replaced: vote?.replaced ?? [], directions }
    let left = directions.finish ? 0 : (opened.rounds === null ? rounds : opened.rounds - before) + directions.rounds
    for (;;) {
      spoken = yield* speak(hearings, spoken, { ...how, rounds: left })
      const said = [...openings.filter((own) => !spoken.said.some(({ seat }) => seat === own.seat)), ...spoken.said]
      const papers = hearings.map((hearing) => papersOf(hearing, said, { sides, quoted }))
      if (papers.includes(null)) return null
      const found = sides.map(({ answer }) => answer)
      const on = { round: spoken.round, size: judges, motion: opened.motion }
      const { votes, ...voted } = yield* judgesVote(
        judgesFor(opened, speakers),
        found,
        papers.flatMap((two) => two ?? []),
        on,
      )
      const replaced = [...spoken.replaced, ...voted.replaced]
      spoken = { ...spoken, replaced }
      left = wantedMore(voted.directions)
      if (left > 0) continue
      const after = vote ?? standing(sides, spoken.said)
      const of = votes.some((count) => count > 0) ? (one: { answer: string }) => votes[found.indexOf(one.answer)] ?? 0 : null
      const among = after.classes.filter(({ answer }) => found.includes(answer))
      const told = { opened, replaced, stopReason: tallied(votes) }
      return byScore(after, { of, among }, { ...told, before: vote ?? nobody })
    }
  },
  /** What they were told to defend is no opinion: only independent answers count before judges have voted. */
  soFar(opened, steps) {
    const held = heldIn(steps.flatMap(({ outcomes }) => outcomes.filter(({ plan }) => !plan.side)))
    return byPlurality({ held, classes: classesFound(asAnswered(held), steps, opened.motion) }, { opened, stopReason: 'so far' })
  },
})

const nobody: Vote = { held: [], classes: [] }

/** Sides that were given their answers stand for these. */
function standing(sides: readonly Side[], said: readonly Held[]): Vote {
  const held = lastHeld(said)
  const classes = sides.map(({ answer, seat }) => ({ answer, members: held.filter((turn) => turn.seat === seat).map(({ id }) => id) }))
  return { held, classes }
}
