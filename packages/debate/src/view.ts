import { type Citation, citationsIn, sourceIndex } from './citations/citations.ts'
import { type Hidden, hiddenWithin } from './context/hidden.ts'
import { textOf } from './context/preamble.ts'
import type { Debate, TurnState } from './debate.ts'
import { circumstances, unwanted } from './engine/absence.ts'
import { letters } from './letters.ts'
import type { Motion } from './motion.ts'
import type { Role } from './seat.ts'
import { type StandIn, standInOf } from './stand-in.ts'
import type {
  Analysis,
  Assessment,
  Assign,
  Ballot,
  Candidates,
  Claims,
  Comparison,
  Feedback,
  Judgement,
  Match,
  Position,
  Ranking,
  Score,
  Summary,
  Synthesis,
  Turn,
} from './turn.ts'
import type { Status, Verdict } from './verdict.ts'

type Tokens = { readonly input: number; readonly cached: number; readonly output: number; readonly reasoning: number }

export type SeatView = {
  readonly name: string
  readonly role: Role
  /** What panelists, judges and chairmen call this debater in what they write. */
  readonly letter?: string
  readonly model: string | null
  /** What it was given to argue from and to speak as. */
  readonly stance?: string
  readonly persona?: string
  readonly status: 'present' | 'missing'
  readonly reason?: string
  readonly turns: number
  readonly tokens: Tokens
  /** US dollars; null where a price is not known. */
  readonly costUsd: number | null
}

export type TurnView = {
  readonly id: string
  readonly seat: string
  readonly act: string
  readonly status: 'planned' | 'asked' | 'said' | 'absent'
  readonly reason?: string
  readonly text: string
  /** What the turn left behind, by the kind of its act; at most one of these. */
  readonly position?: Position
  readonly ranking?: Ranking
  readonly score?: Score
  readonly comparison?: Comparison
  readonly ballot?: Ballot
  readonly ruling?: Judgement
  readonly candidates?: Candidates
  readonly synthesis?: Synthesis
  readonly assign?: Assign
  readonly match?: Match
  readonly feedback?: Feedback
  readonly assessment?: Assessment
  readonly analysis?: Analysis
  readonly claims?: Claims
  readonly summary?: Summary
  /** Sources that it names, each looked up; only where the view was made with their texts, and it names any. */
  readonly citations?: readonly Citation[]
  readonly model: string | null
  /** Another model than the seat's spoke: a fallback or another deployment. */
  readonly standIn?: StandIn
  /** Milliseconds from the first request for the turn to its end. */
  readonly latencyMs: number | null
  /** Milliseconds from its last request to the first words of the answer; null where they were not streamed. */
  readonly firstMs: number | null
  readonly costUsd: number | null
  readonly attempts: number
  readonly truncated?: true
  /** Its vendor counted far fewer tokens in the prompt than it had. */
  readonly promptCut?: true
  /** Its words hold what readers do not see, or take for something else; prompts show them without what is invisible. */
  readonly hidden?: Hidden
}

/** What a person said to the panel. `round`: the first whose speakers heard it; null as long as nobody did. */
export type InterjectionView = {
  readonly text: string
  readonly by?: string
  readonly to?: string
  readonly at: string
  readonly round: number | null
}

/** How somebody who looks on voted; no part of any tally. `round`: the one under way then, null before the first. */
export type OnlookerVote = {
  readonly answer: string
  readonly by?: string
  readonly turnId?: string
  readonly at: string
  readonly round: number | null
}

/** A debate as data: what `--output json`, the API, exports and the SDK give. */
export type DebateView = {
  readonly id: string
  readonly status: 'queued' | 'running' | 'paused' | 'interrupted' | Status
  readonly simulated: boolean
  readonly motion: Motion
  readonly protocol: { readonly name: string; readonly version: number; readonly options: unknown }
  readonly createdAt: string
  readonly endedAt?: string
  readonly pausedFor?: string
  readonly stopReason?: string
  readonly parent?: { readonly id: string; readonly seq: number }
  /** It was held as this debate, here or elsewhere, and is shown as its export says. */
  readonly imported?: { readonly id: string }
  readonly verdict: Verdict | null
  readonly seats: readonly SeatView[]
  readonly spend: {
    readonly costUsd: number | null
    /** What vendors billed beyond their caps, and beyond any budget; no part of `costUsd`. */
    readonly overrunUsd?: number
    /** The part of `costUsd` that no vendor told: requests that were cut off, taken at the most that they may have cost. */
    readonly assumedUsd?: number
    readonly calls: number
    readonly tokens: Tokens
    readonly wallMs: number
    /** What it would have needed, where its budget ended it or keeps it waiting: US dollars; with `high` it comes to its end. */
    readonly neededUsd?: { readonly low: number; readonly expected: number; readonly high: number }
  }
  readonly rounds: readonly { readonly number: number; readonly turns: readonly TurnView[] }[]
  readonly interjections: readonly InterjectionView[]
  /** Votes of people who look on, shown and never counted. */
  readonly onlookers: readonly OnlookerVote[]
}

const noTokens: Tokens = { input: 0, cached: 0, output: 0, reasoning: 0 }

/**
 * The debate as people and programs read it. `owned`: whether a living process runs it; a running debate without one is `interrupted`.
 * `now` in milliseconds since 1970, for the time that a running debate has taken. With the texts of its `sources` by their hash, citations are
 * looked up in them. Throws for a debate that was never opened.
 */
export function viewOf(
  debate: Debate,
  { owned, now, sources }: { owned: boolean; now: number; sources?: ReadonlyMap<string, string> },
): DebateView {
  const { opened, ended, paused, spend } = debate
  const assumed = assumedNano(debate)
  if (!opened) throw new Error('a debate that was never opened cannot be shown')
  const citationsOf = sources ? citing(opened.motion, sources) : () => []
  const rounds = [...new Set(debate.steps.map(({ round }) => round))].map((number) => ({
    number,
    turns: debate.steps
      .filter(({ round }) => round === number)
      .flatMap(({ turns }) => turns.map((turn) => turnView(turn, debate, citationsOf))),
  }))
  return {
    id: opened.debateId,
    status: ended?.status ?? (paused ? 'paused' : owned ? 'running' : 'interrupted'),
    simulated: debate.simulated,
    motion: { ...opened.motion, sources: opened.motion.sources.map(({ text: _, ...source }) => source) },
    protocol: { name: opened.protocol.name, version: opened.protocol.version, options: opened.protocol.options ?? {} },
    createdAt: opened.at,
    ...(ended && { endedAt: ended.at, stopReason: ended.stopReason }),
    ...(paused && { pausedFor: paused.reason }),
    ...(opened.parent && { parent: { id: opened.parent.id, seq: opened.parent.seq } }),
    ...(opened.imported && { imported: { id: opened.imported.id } }),
    verdict: ended?.verdict ?? null,
    seats: seatViews(debate),
    spend: {
      costUsd: spend.unpriced ? null : spend.nano / 1e9,
      ...(spend.overrun > 0 && { overrunUsd: spend.overrun / 1e9 }),
      ...(assumed > 0 && { assumedUsd: assumed / 1e9 }),
      calls: spend.calls,
      tokens: spend.tokens,
      wallMs: (ended ? Date.parse(ended.at) : now) - Date.parse(opened.at),
    },
    rounds,
    interjections: interjections(debate),
    onlookers: onlookers(debate),
  }
}

/** What looks up the citations of a turn; sources are made ready for it once somebody cites. */
function citing(motion: Motion, texts: ReadonlyMap<string, string>): (turn: Turn) => readonly Citation[] {
  let index: readonly (ReturnType<typeof sourceIndex> | null)[] | undefined
  return (turn) => {
    const text = citingText(turn)
    if (!/\[S\d/i.test(text)) return []
    index ??= motion.sources.map((source) => {
      const own = textOf(source, texts)
      return own === null ? null : sourceIndex(own)
    })
    return citationsIn(text, index)
  }
}

function citingText(turn: Turn): string {
  if ('position' in turn) return turn.position.argument
  if ('synthesis' in turn) return [...new Set([turn.synthesis.answer, turn.synthesis.argument])].join('\n')
  return 'ruling' in turn ? turn.ruling.argument : turn.text
}

/** Nano-dollars of attempts that were taken at their worst, here and not where a fork copied them from. */
function assumedNano({ steps }: Debate): number {
  const attempts = steps.flatMap(({ turns }) => turns.flatMap((turn) => turn.attempts))
  return attempts.reduce((sum, { closed, inherited }) => sum + (!inherited && closed?.basis === 'worst' ? (closed.nano ?? 0) : 0), 0)
}

const interjections = ({ spoken, steps }: Debate): InterjectionView[] =>
  spoken.flatMap(({ what, seq, text, by, to, at }) =>
    what === 'interjection'
      ? [{ text, ...(by && { by }), ...(to && { to }), at, round: steps.find(({ heard }) => heard.includes(seq))?.round ?? null }]
      : [],
  )

const onlookers = ({ spoken, steps }: Debate): OnlookerVote[] =>
  spoken.flatMap(({ what, text, by, turnId, at }) => {
    if (what !== 'vote') return []
    const begun = steps.findLast(({ turns }) => turns.some(({ attempts }) => attempts.some(({ startedAt }) => startedAt <= at)))
    return [{ answer: text, ...(by && { by }), ...(turnId && { turnId }), at, round: begun?.round ?? null }]
  })

/** Debaters, and whoever else was asked: stand-ins of the bench that nobody needed are not shown. */
function seatViews(debate: Debate): SeatView[] {
  const { opened, steps, ended, stances } = debate
  const turns = steps.flatMap((step) => step.turns)
  const called = letters(debate)
  return (opened?.panel ?? []).flatMap(({ name, role, model, persona, stance: given }): SeatView[] => {
    const own = turns.filter(({ plan }) => plan.seat === name)
    if (own.length === 0 && role !== 'debater') return []
    const absent = own.findLast(({ outcome }) => outcome)?.outcome?.absent
    const named = ended?.verdict?.missing.find(({ seat }) => seat === name)?.reason
    // Who spoke before the debate itself cut a last turn short is only missing where the verdict says so.
    const cutShort = absent !== undefined && circumstances.has(absent) && own.some(({ outcome }) => outcome?.turn)
    const reason = named ?? (cutShort ? undefined : absent)
    const usages = own.flatMap(({ attempts }) => attempts.flatMap(({ closed }) => closed?.usage ?? []))
    const tokens = usages.reduce(
      (sum, usage) => ({
        input: sum.input + usage.input,
        cached: sum.cached + usage.cached,
        output: sum.output + usage.output,
        reasoning: sum.reasoning + usage.reasoning,
      }),
      noTokens,
    )
    const letter = called.get(name)
    const stance = stances.get(name) ?? given
    const missing = reason !== undefined && !unwanted.has(reason)
    return [
      {
        name,
        role,
        ...(letter && { letter }),
        model: model?.name ?? null,
        ...(stance && { stance }),
        ...(persona && { persona }),
        status: missing ? 'missing' : 'present',
        ...(missing && { reason }),
        turns: own.filter(({ outcome }) => outcome?.turn).length,
        tokens,
        costUsd: costOf(own),
      },
    ]
  })
}

function turnView(turn: TurnState, debate: Debate, citationsOf: (turn: Turn) => readonly Citation[]): TurnView {
  const { id, plan, outcome, attempts } = turn
  const said = outcome?.turn
  const citations = said ? citationsOf(said) : []
  const standIn = standInOf(debate, turn)
  const hidden = said ? hiddenWithin(said) : null
  const first = attempts[0]
  const last = attempts.findLast(({ closed }) => closed)?.closed
  return {
    id,
    seat: plan.seat,
    act: plan.act,
    status: said ? 'said' : outcome ? 'absent' : attempts.length > 0 ? 'asked' : 'planned',
    ...(outcome?.absent && { reason: outcome.absent }),
    text: said?.text ?? '',
    ...(said && contentOf(said)),
    ...(citations.length > 0 && { citations }),
    model: turn.modelAnswered ?? attempts.at(-1)?.model ?? null,
    ...(standIn && { standIn }),
    latencyMs: first && last ? Date.parse(last.at) - Date.parse(first.startedAt) : null,
    firstMs: last?.firstMs ?? null,
    costUsd: costOf([turn]),
    attempts: attempts.length,
    ...(turn.truncated && { truncated: true as const }),
    ...(turn.promptCut && { promptCut: true as const }),
    ...(hidden && { hidden }),
  }
}

/** What a turn left behind under its name, without the turn itself. */
const contentOf = ({ id: _id, seat: _seat, act: _act, round: _round, text: _text, ...content }: Turn): Partial<TurnView> => content

/** US dollars; null where some attempt has no known price. */
function costOf(turns: readonly TurnState[]): number | null {
  const nanos = turns.flatMap(({ attempts }) => attempts.flatMap(({ closed }) => (closed ? [closed.nano] : [])))
  return nanos.some((nano) => nano === null) ? null : nanos.reduce<number>((sum, nano) => sum + (nano ?? 0), 0) / 1e9
}
