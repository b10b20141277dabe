import { type Debate, type DebateEvent, evolve, type LiveEvent, type RecordedEvent, turnOf, unopened } from '@quorum/debate'

export type SeatState = Extract<LiveEvent, { type: 'seat-state' }>['state'] | 'waiting'

/** A seat as people watch it. */
export type Onstage = {
  readonly state: SeatState
  readonly turnId: string
  readonly reason?: string
  /** What is being said, as far as it came. */
  readonly text: string
  /** Milliseconds since 1970 at which the first word came; null before it. */
  readonly speaksSince: number | null
}

/** Everything that is shown of a debate under way. */
export type Stage = {
  readonly debate: Debate
  readonly seats: ReadonlyMap<string, Onstage>
}

export const emptyStage: Stage = { debate: unopened, seats: new Map() }
const offstage: Onstage = { state: 'waiting', turnId: '', text: '', speaksSince: null }

/** The stage after one more event, recorded or live. Events that were seen already change nothing. `now` in milliseconds since 1970. */
export function onStage(stage: Stage, event: DebateEvent, now: number): Stage {
  switch (event.type) {
    case 'turn-delta':
    case 'turn-snapshot':
      return isOver(stage, event) ? stage : spoke(stage, event, now)
    case 'seat-state':
      return isOver(stage, event) ? stage : moved(stage, event)
    case 'spend':
      return stage
    default:
      return event.seq === stage.debate.seq + 1 ? recorded(stage, event) : stage
  }
}

/** What is recorded may be read before the live news of it: such news is old. */
const isOver = ({ debate }: Stage, { turnId }: { readonly turnId: string }): boolean => Boolean(turnOf(debate, turnId)?.outcome)

function spoke(stage: Stage, event: Extract<LiveEvent, { type: 'turn-delta' | 'turn-snapshot' }>, now: number): Stage {
  const seat = turnOf(stage.debate, event.turnId)?.plan.seat
  if (seat === undefined || event.kind === 'reasoning') return stage
  return change(stage, seat, (before) => ({
    ...before,
    turnId: event.turnId,
    state: 'speaking',
    text: (before.turnId === event.turnId ? before.text.slice(0, event.offset) : '') + event.text,
    speaksSince: before.turnId === event.turnId && event.offset > 0 ? (before.speaksSince ?? now) : now,
  }))
}

function moved(stage: Stage, { seat, turnId, state, reason }: Extract<LiveEvent, { type: 'seat-state' }>): Stage {
  return change(stage, seat, ({ reason: _, ...before }) => ({
    ...before,
    state,
    turnId,
    ...(reason && { reason }),
    ...(before.turnId !== turnId || state === 'retrying' ? { text: '', speaksSince: null } : {}),
  }))
}

/** Where nobody tells live what seats do, the record says it. */
function recorded(stage: Stage, event: RecordedEvent): Stage {
  const next = { ...stage, debate: evolve(stage.debate, event) }
  switch (event.type) {
    case 'step-started':
      return { ...next, seats: gathered(stage.seats, event) }
    case 'turn-started':
      return inTurn(next, event.turnId, (before) => ({ ...before, state: before.state === 'queued' ? 'asked' : before.state }))
    case 'turn-ended':
    case 'turn-failed':
    case 'turn-interrupted': {
      const over = event.type !== 'turn-failed' || event.final
      const state = event.type === 'turn-ended' ? 'done' : over ? 'absent' : 'retrying'
      return inTurn(next, event.turnId, (before) => ({ ...before, state, text: '', speaksSince: null }))
    }
    default:
      return next
  }
}

/** Who is in the step, at its place; live news of a step may come before the record of its start. */
function gathered(seats: Stage['seats'], { step, plans }: Extract<RecordedEvent, { type: 'step-started' }>): Stage['seats'] {
  const planned = plans.map(({ seat }, index): [string, Onstage] => {
    const turnId = `${step}.${index}`
    const before = seats.get(seat)
    return [seat, before?.turnId === turnId ? before : { ...offstage, state: 'queued', turnId }]
  })
  return new Map([...[...seats.keys()].map((name): [string, Onstage] => [name, offstage]), ...planned])
}

function inTurn(stage: Stage, turnId: string, make: (before: Onstage) => Onstage): Stage {
  const seat = turnOf(stage.debate, turnId)?.plan.seat
  return seat === undefined ? stage : change(stage, seat, (before) => (before.turnId === turnId ? make(before) : before))
}

function change(stage: Stage, seat: string, make: (before: Onstage) => Onstage): Stage {
  return { ...stage, seats: new Map(stage.seats).set(seat, make(stage.seats.get(seat) ?? offstage)) }
}
