import { type Debate, type DebateEvent, evolve, type Recorded, turnOf, unopened, viewOf } from '@quorum/debate'
import { answerOf } from '../telling/answer.ts'
import { spokenWords, type Word } from './spoken-words.ts'

/** An event of AG-UI 1.0. Its fields are those that the protocol has for its type. */
export type AgUiEvent = { readonly type: string; readonly timestamp?: number } & { readonly [field: string]: unknown }

export type AgUiRun = {
  readonly threadId: string
  readonly runId: string
}

export type AgUi = {
  /** What an event of the debate is in AG-UI. */
  hear(event: DebateEvent): AgUiEvent[]
  /** Closes what is open where the stream has to end before the debate; `why` is for a person. */
  breakOff(why: string): AgUiEvent[]
}

/**
 * A debate in AG-UI: hand it the events of one debate from the first on, recorded and live. A step is a step, a turn is a message with its
 * seat as name, what a model thought is reasoning, panel, positions and verdict are the state, and everything else is CUSTOM `quorum.*`.
 * A debate that ends without a verdict ends in RUN_ERROR.
 */
export function agUi(run?: AgUiRun): AgUi {
  const words = spokenWords()
  let debate = unopened
  const steps: string[] = []

  const closeSteps = () => steps.splice(0).map((stepName): AgUiEvent => ({ type: 'STEP_FINISHED', stepName }))

  function opened(event: Recorded<'debate-opened'>): AgUiEvent[] {
    const { threadId, runId } = run ?? { threadId: event.debateId, runId: event.debateId }
    return [
      { type: 'RUN_STARTED', threadId, runId, protocolVersion: '1.0' },
      custom('debate', { debateId: event.debateId, eventsUrl: `/api/v1/debates/${event.debateId}/events` }),
      { type: 'STATE_SNAPSHOT', snapshot: stateOf(debate) },
    ]
  }

  function ended(event: Recorded<'debate-ended'>): AgUiEvent[] {
    const { debateId, status, stopReason, verdict } = event
    const { threadId, runId } = run ?? { threadId: debateId, runId: debateId }
    const { seats, simulated, spend } = viewOf(debate, { owned: false, now: Date.parse(event.at) })
    const said = verdict ? message(`${debateId}/verdict`, 'verdict', answerOf({ verdict, simulated, status, seats })) : []
    const changed = patch(['status', status], ['verdict', verdict], ['costUsd', spend.costUsd])
    const last: AgUiEvent = verdict
      ? { type: 'RUN_FINISHED', threadId, runId, result: { debateId, status, stopReason, verdict, costUsd: spend.costUsd } }
      : { type: 'RUN_ERROR', message: `The debate ended without a verdict (${status}): ${stopReason}.`, code: status }
    return [...closeSteps(), ...said, changed, last]
  }

  function recorded(event: Exclude<DebateEvent, { type: 'turn-delta' | 'turn-snapshot' }>): AgUiEvent[] {
    switch (event.type) {
      case 'debate-opened':
        return opened(event)
      case 'step-started': {
        const stepName = `${event.step}: ${event.plans[0]?.act ?? 'step'}, round ${event.round}`
        steps.push(stepName)
        return [{ type: 'STEP_STARTED', stepName }]
      }
      case 'step-ended':
        return closeSteps()
      case 'turn-ended':
        return turnEnded(event, debate)
      case 'turn-failed': {
        const { turnId, attempt, kind, reason, final } = event
        return [custom(event.type, { turnId, seat: seatOf(turnId, debate), attempt, kind, reason, final })]
      }
      case 'debate-paused':
      case 'debate-resumed':
        return [patch(['status', debate.paused ? 'paused' : 'running']), custom(event.type, fieldsOf(event))]
      case 'debate-ended':
        return ended(event)
      case 'turn-started':
      case 'source-read':
        return []
      default:
        return [custom(event.type, fieldsOf(event))]
    }
  }

  return {
    hear(event) {
      if ('seq' in event) debate = evolve(debate, event)
      const said = words(event, debate).flatMap((word) => inAgUi(word, event.debateId))
      const told = event.type === 'turn-delta' || event.type === 'turn-snapshot' ? [] : recorded(event)
      return [...said, ...told].map((one) => ({ ...one, timestamp: Date.parse(event.at) }))
    },
    breakOff: (why) => [{ type: 'RUN_ERROR', message: why, code: 'interrupted' }],
  }
}

/** A stretch of words as a message of its seat, or as what it thought. */
function inAgUi(word: Word, debateId: string): AgUiEvent[] {
  const { id, seat, kind, turnId, act, round } = word.stretch
  const messageId = `${debateId}/${id}`
  const metadata = { quorum: { turnId, seat, act, round } }
  const thought = kind === 'reasoning'
  const type = thought ? 'REASONING_MESSAGE' : 'TEXT_MESSAGE'
  switch (word.as) {
    case 'begins': {
      const message = {
        type: `${type}_START`,
        messageId,
        metadata,
        ...(thought ? { role: 'reasoning' } : { role: 'assistant', name: seat }),
      }
      return thought ? [{ type: 'REASONING_START', messageId }, message] : [message]
    }
    case 'goes-on':
      return [{ type: `${type}_CONTENT`, messageId, delta: word.text }]
    case 'ends':
      return [{ type: `${type}_END`, messageId }, ...(thought ? [{ type: 'REASONING_END', messageId }] : [])]
  }
}

const message = (messageId: string, name: string, delta: string): AgUiEvent[] => [
  { type: 'TEXT_MESSAGE_START', messageId, role: 'assistant', name },
  { type: 'TEXT_MESSAGE_CONTENT', messageId, delta },
  { type: 'TEXT_MESSAGE_END', messageId },
]

/** What of a turn is no text (its position, ballot, ranking, ...): an event of that name. */
function turnEnded({ turnId }: Recorded<'turn-ended'>, debate: Debate): AgUiEvent[] {
  const said = turnOf(debate, turnId)?.outcome?.turn
  if (!said) return []
  const { id: _id, seat, act, round, text: _text, ...content } = said
  const told = Object.entries(content).map(([name, value]) => custom(name, { turnId, seat, act, round, [name]: value }))
  if ('position' in said) return [...told, patch([`positions/${pointed(seat)}`, said.position])]
  return 'ballot' in said ? [...told, patch([`ballots/${pointed(seat)}`, said.ballot])] : told
}

/** The state that clients keep; what changes of it comes as patches. */
function stateOf({ opened }: Debate) {
  return {
    debateId: opened?.debateId,
    status: 'running',
    question: opened?.motion.question,
    protocol: opened?.protocol.name,
    panel: opened?.panel.map(({ name, role, model }) => ({ name, role, model: model?.name ?? null, simulated: model?.simulated ?? false })),
    positions: {},
    ballots: {},
    verdict: null,
    costUsd: null,
  }
}

/** `add` replaces what is there, too. */
const patch = (...changes: readonly (readonly [path: string, value: unknown])[]): AgUiEvent => ({
  type: 'STATE_DELTA',
  delta: changes.map(([path, value]) => ({ op: 'add', path: `/${path}`, value })),
})
const custom = (name: string, value: unknown): AgUiEvent => ({ type: 'CUSTOM', name: `quorum.${name}`, value })
const seatOf = (turnId: string, debate: Debate): string => turnOf(debate, turnId)?.plan.seat ?? turnId
/** A name as part of a JSON pointer (RFC 6901). */
const pointed = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

function fieldsOf(event: DebateEvent): Record<string, unknown> {
  const { type: _type, at: _at, debateId: _debateId, ...fields } = event
  return fields
}
