import { readFileSync } from 'node:fs'
import { type LiveEvent, type RecordedEvent, readEvent, replay } from '@quorum/debate'
import { describe, expect, test } from 'vitest'
import { type LiveDebate, liveView, unwatched } from './live-view.ts'
import type { Watched } from './watch.ts'

const log = readFileSync(new URL('../../../debate/src/testing/golden/roundtable-1.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map(readEvent)
const seen = (events: readonly Watched[], from: LiveDebate = unwatched): LiveDebate => events.reduce(liveView, from)
const begun = log.findIndex(({ type }) => type === 'turn-started')
/** As far as the first request of turn 0.0. */
const asked = seen(log.slice(0, begun + 1))
const turnId = (log[begun] as Extract<RecordedEvent, { type: 'turn-started' }>).turnId
const head = { at: '2026-01-01T00:00:00Z', debateId: 'd' }

type Delta = Extract<LiveEvent, { type: 'turn-delta' }>
const delta = (offset: number, text: string, more: Partial<Delta> = {}): Delta => ({
  ...head,
  type: 'turn-delta',
  turnId,
  attempt: 1,
  epoch: 1,
  offset,
  kind: 'text',
  text,
  ...more,
})
const failed = { ...head, v: 1, type: 'turn-failed', turnId, attempt: 1, kind: 'timeout', reason: 'too slow', final: false } as const
const cost = { nano: 0, basis: 'zero', text: '' } as const

describe('the live view', () => {
  test('is the fold of the log, whatever is only live in between', () => {
    const among = log.flatMap((event): Watched[] => [
      event,
      delta(0, 'x'),
      { ...head, type: 'seat-state', seat: 'a', turnId, state: 'speaking' },
    ])
    expect(seen(among).debate).toEqual(replay(log))
    expect(seen(among).speeches).toEqual({})
  })

  test('puts deltas where they belong: at the end, over what was said, and nowhere after a hole', () => {
    const { speeches } = seen([delta(0, 'Hello'), delta(5, ' wordl'), delta(7, 'orld'), delta(99, '!')], asked)
    expect(speeches[turnId]).toMatchObject({ text: 'Hello world', reasoning: '' })
  })

  test('keeps text and reasoning apart, and begins again with a snapshot', () => {
    const snapshot = { ...delta(0, 'All of it'), type: 'turn-snapshot' } as const
    const { speeches } = seen([delta(0, 'x'), delta(0, 'Hm', { kind: 'reasoning' }), snapshot, delta(9, '.')], asked)
    expect(speeches[turnId]).toMatchObject({ text: 'All of it.', reasoning: 'Hm' })
  })

  test('drops words of an attempt or an owner that is past', () => {
    const again = seen([delta(0, 'new', { attempt: 2 }), delta(0, 'old'), delta(3, 'er', { attempt: 2 })], asked)
    expect(again.speeches[turnId]).toMatchObject({ attempt: 2, text: 'newer' })
    const taken = seen([delta(0, 'new', { epoch: 2 }), delta(0, 'zombie', { attempt: 5 })], asked)
    expect(taken.speeches[turnId]).toMatchObject({ epoch: 2, text: 'new' })
  })

  test('drops words that come after the attempt was closed', () => {
    const over = seen([delta(0, 'so far'), { ...failed, ...cost, seq: asked.debate.seq + 1 }], asked)
    expect(over.speeches).toEqual({})
    expect(seen([delta(0, 'late')], over).speeches).toEqual({})
    expect(seen([delta(0, 'again', { attempt: 2 })], over).speeches[turnId]).toMatchObject({ text: 'again' })
  })

  test('says what each seat does, from the log and from what is only live', () => {
    const seat = asked.debate.steps[0]?.turns[0]?.plan.seat ?? ''
    const other = asked.debate.steps[0]?.turns[1]?.plan.seat ?? ''
    expect(asked.seats).toMatchObject({ [seat]: { state: 'asked' }, [other]: { state: 'queued' } })
    expect(seen([{ ...head, type: 'seat-state', seat, turnId, state: 'thinking' }], asked).seats[seat]?.state).toBe('thinking')
    const next = { ...failed, ...cost, seq: asked.debate.seq + 1 }
    expect(seen([next], asked).seats[seat]).toEqual({ turnId, state: 'retrying' })
    expect(seen([{ ...next, final: true }], asked).seats[seat]).toEqual({ turnId, state: 'absent', reason: 'too slow' })
    expect(Object.values(seen(log).seats).map(({ state }) => state)).toEqual(['done', 'done', 'absent'])
  })

  test('keeps the last word on money, and begins anew after a reset', () => {
    const spend = { ...head, type: 'spend', spentNano: 5, reservedNano: 1, calls: 2, unpriced: false } as const
    expect(seen([spend], asked).spend).toEqual(spend)
    expect(seen([spend, { type: 'reset', debateId: 'd' }], asked)).toEqual(unwatched)
    expect(seen([{ type: 'reset', debateId: 'd' }, ...log], asked).debate).toEqual(replay(log))
  })

  test('keeps the place of an event of a later release, and throws where one is missing', () => {
    const later = { ...head, v: 1, seq: asked.debate.seq + 1, type: 'of-a-later-release' } as unknown as RecordedEvent
    expect(seen([later], asked).debate).toEqual({ ...asked.debate, seq: later.seq })
    expect(() => seen([log.at(-1) as RecordedEvent], asked)).toThrow('gap')
  })
})
