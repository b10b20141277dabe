import type { DebateEvent, LiveEvent } from '@quorum/debate'
import colours from 'picocolors'
import { expect, it } from 'vitest'
import { asks, begun, recorded, says } from '../testing/recorded.ts'
import { frame } from './frame.ts'
import { emptyStage, onStage, type Stage } from './stage.ts'
import { widthOf } from './width.ts'

const start = Date.UTC(2026, 0, 1)
const after = (events: readonly DebateEvent[], now = start): Stage =>
  events.reduce((stage, event) => onStage(stage, event, now), emptyStage)
const picture = (stage: Stage, columns = 80, rows = 24) =>
  frame(stage, { columns, rows, paint: colours.createColors(false), now: start + 2000, hint: 'Ctrl-C ends it' })
const live = (event: Omit<Extract<LiveEvent, { type: 'turn-delta' }>, 'at' | 'debateId' | 'type' | 'epoch'>): LiveEvent => ({
  at: '',
  debateId: 'd1',
  type: 'turn-delta',
  epoch: 1,
  ...event,
})
const delta = (turnId: string, offset: number, text: string): LiveEvent => live({ turnId, attempt: 1, offset, kind: 'text', text })
const state = (seat: string, turnId: string, state: Extract<LiveEvent, { type: 'seat-state' }>['state'], reason?: string): LiveEvent => ({
  at: '',
  debateId: 'd1',
  type: 'seat-state',
  seat,
  turnId,
  state,
  ...(reason && { reason }),
})

it('shows nothing before there is a debate', () => {
  expect(picture(emptyStage)).toEqual([])
})

it('shows a line a seat, the words of who speaks, and where it stands', () => {
  const events = recorded([...begun, asks('0.0'), asks('0.1'), says('0.0', 'yes')])
  const stage = after([...events.slice(0, 4), delta('0.1', 0, 'I would say'), delta('0.1', 11, ' no to that'), ...events.slice(4)])
  expect(picture(stage)).toEqual([
    '',
    '  ada  ✓ yes                                        $0.0020',
    '  bob  ● speaking                         3 tok/s',
    '',
    '  ┊ I would say no to that',
    '  ┊',
    '  simulated · round 0 · 2 calls · $0.0020 of $1.00 · 0:02   Ctrl-C ends it',
  ])
})

it('says why a seat is asked again or absent', () => {
  const stage = after([...recorded(begun), state('ada', '0.0', 'retrying', 'Too many requests.'), state('bob', '0.1', 'absent', 'auth')])
  expect(picture(stage).slice(1, 3)).toEqual(['  ada  ↻ retrying: Too many requests.', '  bob  ✗ absent: auth'])
})

it('starts a turn’s words anew when it is asked again, and mends what was said twice', () => {
  const begin = recorded([...begun, asks('0.0')])
  expect(after([...begin, delta('0.0', 0, 'abc'), delta('0.0', 2, 'CD')]).seats.get('ada')?.text).toBe('abCD')
  expect(after([...begin, delta('0.0', 0, 'abc'), state('ada', '0.0', 'retrying')]).seats.get('ada')?.text).toBe('')
})

it('is not taken in by news that are older than the record', () => {
  const stage = after([...recorded([...begun, asks('0.0'), says('0.0', 'yes')]), delta('0.0', 0, 'late'), state('ada', '0.0', 'speaking')])
  expect(stage.seats.get('ada')).toMatchObject({ state: 'done', text: '' })
})

it('ignores what was recorded before, so that nothing counts twice', () => {
  const events = recorded(begun)
  expect(after([...events, ...events]).debate.seq).toBe(2)
})

it('stays within the terminal, however narrow and low', () => {
  const stage = after([
    ...recorded([...begun, asks('0.0')]),
    delta('0.0', 0, '量子计算机会在十年内破解当前广泛使用的非对称加密算法 '.repeat(9)),
  ])
  for (const [columns, rows] of [
    [80, 24],
    [40, 10],
    [20, 6],
  ] as const) {
    const lines = picture(stage, columns, rows)
    expect(lines.every((line) => widthOf(line) <= columns)).toBe(true)
    expect(lines.length).toBeLessThan(Math.max(rows, 9))
  }
})

it('shows that a debate is paused', () => {
  const stage = after(recorded([...begun, { type: 'debate-paused', reason: 'person' }]))
  expect(picture(stage).at(-1)).toMatch(/^ {2}paused: person · simulated/)
})
