import { readdirSync, readFileSync } from 'node:fs'
import { type DebateEvent, type LiveEvent, type RecordedEvent, readEvent } from '@quorum/debate'

const folder = new URL('../../../../packages/debate/src/testing/golden/', import.meta.url)

/** Debates as they were recorded once, by protocol, with something of everything that can befall one. */
export const goldenLogs: ReadonlyMap<string, readonly RecordedEvent[]> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => [name.replace('.jsonl', ''), readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n').map(readEvent)]),
)

/** The same debate for who watched it live: what was said came in pieces of four letters before it was recorded. */
export function spokenLive(log: readonly RecordedEvent[]): DebateEvent[] {
  let epoch = 1
  return log.flatMap((event): DebateEvent[] => {
    if (event.type === 'debate-resumed') epoch = event.epoch
    if (event.type !== 'turn-ended' && event.type !== 'turn-failed') return [event]
    const said = (kind: 'text' | 'reasoning', text: string) =>
      pieces(text).map(([offset, piece]) => deltaOf(event, kind, epoch, offset, piece))
    return [...said('reasoning', 'reasoning' in event ? (event.reasoning ?? '') : ''), ...said('text', event.text), event]
  })
}

type Turn = Extract<RecordedEvent, { type: 'turn-ended' | 'turn-failed' }>

function deltaOf(
  { at, debateId, turnId, attempt }: Turn,
  kind: 'text' | 'reasoning',
  epoch: number,
  offset: number,
  text: string,
): LiveEvent {
  return { type: 'turn-delta', at, debateId, turnId, attempt, epoch, kind, offset, text }
}

const pieces = (text: string): [number, string][] => (text.match(/[\s\S]{1,4}/g) ?? []).map((piece, index) => [4 * index, piece])
