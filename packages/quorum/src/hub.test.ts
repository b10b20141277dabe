import type { DebateEvent } from '@quorum/debate'
import { expect, it } from 'vitest'
import { Hub, type Told } from './hub.ts'

const live = { at: '2026-11-23T00:00:00.000Z', debateId: 'd', turnId: '0.0', epoch: 1 } as const
const delta = (text: string, offset: number, attempt = 1): DebateEvent => ({
  ...live,
  type: 'turn-delta',
  attempt,
  kind: 'text',
  offset,
  text,
})
const spoken = (hub: Hub) => hub.snapshots().map(({ event }) => ('text' in event ? event.text : ''))

it('encodes an event once for all who listen, and not at all for nobody', () => {
  const hub = new Hub()
  const heard: Told[] = []
  expect(hub.watched).toBe(false)
  hub.publish(delta('Is ', 0))
  const [one, other] = [hub.listen((told) => heard.push(told)), hub.listen((told) => heard.push(told))]
  expect(hub.watched).toBe(true)
  hub.publish(delta('it?', 3))
  expect(heard).toHaveLength(2)
  expect(heard[0]).toBe(heard[1])
  expect(JSON.parse(heard[0]?.text ?? '')).toMatchObject({ v: 1, type: 'turn-delta', offset: 3, text: 'it?' })
  one()
  other()
  expect(hub.watched).toBe(false)
})

it('keeps the text so far of turns in flight, of the newest attempt only', () => {
  const hub = new Hub()
  hub.publish(delta('A hot', 0))
  hub.publish(delta(' dog', 5))
  expect(spoken(hub)).toEqual(['A hot dog'])
  hub.publish(delta('Again', 0, 2))
  expect(spoken(hub)).toEqual(['Again'])
  hub.publish({ v: 1, seq: 9, type: 'turn-interrupted', attempt: 2, reason: 'crash', nano: 0, basis: 'zero', ...live })
  expect(spoken(hub)).toEqual([])
})

it('encodes the words so far once for all who come before more is said', () => {
  const hub = new Hub()
  hub.publish(delta('A hot', 0))
  const [first] = hub.snapshots()
  expect(hub.snapshots()[0]).toBe(first)
  hub.publish(delta(' dog', 5))
  const [second] = hub.snapshots()
  expect(JSON.parse(second?.text ?? '')).toMatchObject({ type: 'turn-snapshot', offset: 0, text: 'A hot dog' })
  expect(first?.event).toMatchObject({ text: 'A hot' })
})

it('splices words that are said again, from wherever they begin', () => {
  const hub = new Hub()
  for (const [text, offset] of [
    ['A hot', 0],
    [' dog is', 5],
    ['cat', 6],
    [' was', 9],
  ] as const)
    hub.publish(delta(text, offset))
  expect(spoken(hub)).toEqual(['A hot cat was'])
})

it('lets who overhears have what is recorded, without asking for words', () => {
  const hub = new Hub()
  const heard: Told[] = []
  hub.overhear((told) => heard.push(told))
  expect(hub.watched).toBe(false)
  hub.publish(delta('Is ', 0))
  hub.publish({ v: 1, seq: 9, type: 'stop-asked', at: live.at, debateId: 'd' }, 'exact text')
  expect(heard).toEqual([expect.objectContaining({ seq: 9, text: 'exact text' })])
})
