import {
  type Act,
  type Debate,
  hiddenWithin,
  hiddenWords,
  letters,
  type RecordedEvent,
  replay,
  standInOf,
  standInWords,
  type Turn,
  turnOf,
  voteWords,
} from '@quorum/debate'

/** One thing that happens in a replay, in words for people. `at`: ISO 8601, UTC. */
export type Scene = { readonly at: string } & (
  | { readonly kind: 'round'; readonly title: string }
  | ({ readonly kind: 'turn'; readonly seat: string; readonly act: string; readonly text: string } & Stance)
  | { readonly kind: 'absent'; readonly seat: string; readonly act: string; readonly reason: string }
  | { readonly kind: 'person'; readonly by: string; readonly to?: string; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
)

type Stance = {
  /** What the speaker answers, votes for or rules. */
  readonly answer?: string
  /** The answer is the speaker's own position, and not a vote on others'. */
  readonly own?: true
  readonly confidence?: number
  readonly changed?: true
  /** Letters of the debaters whose arguments moved the speaker. */
  readonly because?: readonly string[]
  /** Housekeeping that readers need not see. */
  readonly minor?: true
  readonly truncated?: true
  /** Who spoke in place of the seat's model, and why. */
  readonly standIn?: string
  /** What its words hold unseen. */
  readonly hidden?: string
}

/** What a log comes to as a sequence of scenes, in the order in which things became known. */
export function scenesOf(events: readonly RecordedEvent[]): Scene[] {
  const debate = replay(events)
  let round = -1
  return events.flatMap((event): Scene[] => {
    const { at } = event
    switch (event.type) {
      case 'step-started': {
        if (event.round === round) return []
        round = event.round
        return [{ at, kind: 'round', title: round === 0 ? 'Openings' : `Round ${round}` }]
      }
      case 'turn-ended': {
        const state = turnOf(debate, event.turnId)
        const turn = state?.outcome?.turn
        if (!turn) return []
        const instead = standInOf(debate, state)
        const hidden = hiddenWithin(turn)
        const cut = event.finish === 'length' && { truncated: true as const }
        return [
          {
            at,
            kind: 'turn',
            seat: turn.seat,
            act: called(turn.act),
            ...spoken(turn, debate),
            ...cut,
            ...(instead && { standIn: standInWords(instead) }),
            ...(hidden && { hidden: hiddenWords(hidden) }),
          },
        ]
      }
      case 'turn-failed':
      case 'turn-interrupted':
        return event.type === 'turn-failed' ? (event.final ? absent(at, event.turnId, event.kind, debate) : []) : cutShort(event, debate)
      case 'human-spoke': {
        const by = event.by ?? 'A person'
        if (event.what === 'vote') return [{ at, kind: 'note', text: `${by} votes: ${event.text}` }]
        return [{ at, kind: 'person', by, ...(event.to !== undefined && { to: event.to }), text: event.text }]
      }
      default:
        return noted(event)
    }
  })
}

/** What each act is called after the speaker's name. */
const acts: Readonly<Record<string, string>> = {
  opening: 'answers',
  rebuttal: 'answers again',
  ranking: 'reviews',
  ballot: 'votes',
  ruling: 'rules',
  candidates: 'lists the answers',
  synthesis: 'concludes',
  match: 'compares the answers',
  analysis: 'weighs them up',
  estimate: 'estimates',
  feedback: 'tells what the estimates come to',
  score: 'gives marks',
  comparison: 'compares two',
  assessment: 'says how it goes',
  assign: 'gives stances',
  claims: 'maps the arguments',
  summary: 'sums up',
}
const called = (act: Act): string => acts[act] ?? act

function spoken(turn: Turn, debate: Debate): { readonly text: string } & Stance {
  const { text } = turn
  const letter = letters(debate)
  const speaker = (id: string) => {
    const seat = turnOf(debate, id)?.plan.seat ?? ''
    return letter.get(seat) ?? seat
  }
  if ('position' in turn) {
    const { argument, answer, confidence, changed, becauseOf = [], abstain, quotes = [] } = turn.position
    const looked = quotes.map(
      ({ text, source, verified }) =>
        `“${text}”${source === null ? '' : ` [S${source}]`}: ${verified ? 'found word for word' : 'not found in the sources'}`,
    )
    return {
      text: [argument, ...looked].join('\n'),
      answer: abstain ? 'abstains' : answer,
      own: true,
      ...(confidence !== null && { confidence }),
      ...(changed && { changed, because: becauseOf.map(speaker) }),
    }
  }
  if ('ranking' in turn) return { text: turn.ranking.argument, answer: turn.ranking.order.map(speaker).join(' › ') }
  if ('ballot' in turn) return { text: turn.ballot.argument, answer: voteWords(turn.ballot), ...sure(turn.ballot.confidence) }
  if ('ruling' in turn) return { text: turn.ruling.argument, answer: turn.ruling.answer || 'not decided yet' }
  if ('synthesis' in turn) return { text: turn.synthesis.argument, answer: turn.synthesis.answer, ...sure(turn.synthesis.confidence) }
  if ('candidates' in turn) return { text: turn.candidates.argument, answer: turn.candidates.answers.join(' | ') }
  if ('match' in turn) return { text: turn.match.groups.map((group) => group.map(speaker).join(', ')).join(' | '), minor: true }
  if ('score' in turn)
    return { text: turn.score.argument, answer: turn.score.scores.map(({ turnId, overall }) => `${speaker(turnId)} ${overall}`).join(', ') }
  if ('feedback' in turn) return { text: turn.feedback.argument }
  if ('comparison' in turn) {
    const { argument, preference } = turn.comparison
    return { text: argument, answer: preference === 0 ? 'neither' : preference > 0 ? 'the first' : 'the second' }
  }
  if ('assessment' in turn) return { text: turn.assessment.argument, answer: turn.assessment.concluded ? 'it is over' : 'it goes on' }
  if ('assign' in turn)
    return { text: [turn.assign.argument, ...turn.assign.stances.map(({ seat, stance }) => `${seat}: ${stance}`)].join('\n') }
  if ('claims' in turn) return { text: turn.claims.argument, minor: true }
  return 'analysis' in turn ? { text: turn.analysis.argument } : { text, minor: true }
}

const sure = (confidence: number | null): Stance => (confidence === null ? {} : { confidence })

function absent(at: string, turnId: string, reason: string, debate: Debate): Scene[] {
  const plan = turnOf(debate, turnId)?.plan
  return plan ? [{ at, kind: 'absent', seat: plan.seat, act: called(plan.act), reason }] : []
}

/** After a crash the turn is asked again; else its seat stays silent. */
const cutShort = ({ at, turnId, reason }: Extract<RecordedEvent, { type: 'turn-interrupted' }>, debate: Debate): Scene[] =>
  reason === 'crash' ? [] : absent(at, turnId, reason === 'decided' ? 'it was decided before' : reason, debate)

function noted(event: RecordedEvent): Scene[] {
  const text = noteOf(event)
  return text === null ? [] : [{ at: event.at, kind: 'note', text }]
}

function noteOf(event: RecordedEvent): string | null {
  switch (event.type) {
    case 'debate-paused':
      return `Paused: ${event.reason}.`
    case 'debate-resumed':
      return event.cause === 'person' ? 'Resumed.' : 'Resumed after an interruption.'
    case 'limits-extended':
      return 'The limits were extended.'
    case 'directed':
      return event.what === 'finish' ? 'Asked to finish.' : 'Asked to go on.'
    case 'stop-asked':
      return 'Asked to stop.'
    case 'budget-warned':
      return `$${(event.spentNano / 1e9).toFixed(4)} are spent.`
    default:
      return null
  }
}
