import { type Debate, type DebateEvent, evolve, type Recorded, turnOf, unopened, viewOf } from '@quorum/debate'
import { answerOf } from '../telling/answer.ts'
import { type Stretch, spokenWords, type Word } from './spoken-words.ts'

/** A chunk of the AI SDK's UI message stream (v1). Its fields are those that the stream has for its type. */
export type UiChunk = { readonly type: string } & { readonly [field: string]: unknown }

export type UiMessage = {
  /** What an event of the debate is in the stream. */
  hear(event: DebateEvent): UiChunk[]
  /** What ends the stream where it has to end before the debate; `why` is for a person. */
  breakOff(why: string): UiChunk[]
}

/**
 * A debate as one message of the assistant, for `useChat`: hand it the events of one debate from the first on, recorded and live. What the
 * panel says is reasoning, one part per turn; panel, turns and verdict are data parts that are updated in place; the verdict in words is the
 * text. A debate that ends without a verdict ends in an error.
 */
export function uiMessage(): UiMessage {
  const words = spokenWords()
  let debate = unopened
  let inStep = false

  function step(begins: boolean): UiChunk[] {
    const closed: UiChunk[] = inStep ? [{ type: 'finish-step' }] : []
    inStep = begins
    return begins ? [...closed, { type: 'start-step' }] : closed
  }

  function ended(event: Recorded<'debate-ended'>): UiChunk[] {
    const { debateId, status, stopReason, verdict } = event
    const { seats, simulated, spend } = viewOf(debate, { owned: false, now: Date.parse(event.at) })
    const told = [...step(false), debatePart(debate), data('verdict', debateId, { status, stopReason, verdict, costUsd: spend.costUsd })]
    if (!verdict) return [...told, { type: 'error', errorText: `The debate ended without a verdict (${status}): ${stopReason}.` }]
    return [
      ...told,
      ...step(true),
      { type: 'text-start', id: 'verdict' },
      { type: 'text-delta', id: 'verdict', delta: answerOf({ verdict, simulated, status, seats }) },
      { type: 'text-end', id: 'verdict' },
      ...step(false),
      { type: 'finish', finishReason: 'stop', messageMetadata: { debateId, status, simulated, costUsd: spend.costUsd } },
    ]
  }

  function recorded(event: DebateEvent): UiChunk[] {
    switch (event.type) {
      case 'debate-opened': {
        const { debateId } = event
        const panel = event.panel.map(({ name, role, model }) => ({
          name,
          role,
          model: model?.name ?? null,
          simulated: !!model?.simulated,
        }))
        return [
          { type: 'start', messageId: debateId, messageMetadata: { debateId, status: 'running', simulated: debate.simulated } },
          debatePart(debate),
          data('panel', debateId, { panel }),
        ]
      }
      case 'step-started':
        return step(true)
      case 'step-ended':
        return step(false)
      case 'turn-started':
      case 'turn-failed':
      case 'turn-interrupted':
        return turnPart(event.turnId, debate)
      case 'turn-ended':
        return turnPart(event.turnId, debate)
      case 'debate-paused':
      case 'debate-resumed':
        return [debatePart(debate)]
      case 'human-spoke':
        return [data('human', `human-${event.seq}`, { what: event.what, text: event.text, by: event.by ?? null, to: event.to ?? null })]
      case 'debate-ended':
        return ended(event)
      default:
        return []
    }
  }

  return {
    hear(event) {
      if ('seq' in event) debate = evolve(debate, event)
      return [...words(event, debate).flatMap(inParts), ...recorded(event)]
    },
    breakOff: (why) => [{ type: 'error', errorText: why }],
  }
}

function inParts(word: Word): UiChunk[] {
  const { stretch } = word
  const { id, turnId, seat, act, round, kind } = stretch
  switch (word.as) {
    case 'begins':
      return [
        { type: 'reasoning-start', id, providerMetadata: { quorum: { turnId, seat, act, round, kind } } },
        { type: 'reasoning-delta', id, delta: headingOf(stretch) },
      ]
    case 'goes-on':
      return [{ type: 'reasoning-delta', id, delta: word.text }]
    case 'ends':
      return [{ type: 'reasoning-end', id }]
  }
}

/** Whose words these are, for a client that shows all reasoning as one text. */
const headingOf = ({ seat, act, kind }: Stretch): string => `**${seat}** (${kind === 'text' ? act : 'thinking'}):\n\n`

/** Status of the whole; a client that knows it can watch, steer and cite the debate by its id. */
const debatePart = ({ opened, paused, ended }: Debate): UiChunk =>
  data('debate', opened?.debateId ?? '', {
    debateId: opened?.debateId,
    status: ended?.status ?? (paused ? 'paused' : 'running'),
    ...(paused && { pausedFor: paused.reason }),
    protocol: opened?.protocol.name,
    question: opened?.motion.question,
    eventsUrl: `/api/v1/debates/${opened?.debateId}/events`,
  })

function turnPart(turnId: string, debate: Debate): UiChunk[] {
  const turn = turnOf(debate, turnId)
  if (!turn) return []
  const { plan, outcome, attempts } = turn
  const { text: _text, id: _id, ...said } = outcome?.turn ?? {}
  const status = outcome?.turn ? 'said' : outcome ? 'absent' : 'asked'
  const told = { turnId, seat: plan.seat, act: plan.act, ...said, status, attempts: attempts.length }
  return [data('turn', turnId, outcome?.absent ? { ...told, reason: outcome.absent } : told)]
}

/** A part that takes the place of the one of the same name and id. */
const data = (name: string, id: string, value: unknown): UiChunk => ({ type: `data-quorum-${name}`, id, data: value })
