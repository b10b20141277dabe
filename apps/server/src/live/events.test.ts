import { join } from 'node:path'
import { type LiveEvent, readEvent } from '@quorum/debate'
import { openQuorum, readRequest } from '@quorum/quorum'
import { sqliteStore } from '@quorum/store'
import type { EventSourceMessage } from 'eventsource-parser'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openRig, quick, type Rig } from '../testing/rig.ts'
import { listen } from './testing/listen.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => index + from)
const stored = (id: string) => rig.store.read(id, 0, 10_000)
const eventsOf = (id: string, at = rig) => `${at.url}/api/v1/debates/${id}/events`
const opened = async (body: object, at = rig) => (await at.ask('POST', '/api/v1/debates', body)).json<{ id: string }>().id
const talk = (chunks: number, pace: number) => ({
  ...quick,
  panel: ['ada', 'bob'].map((name) => ({ model: `sim/${name}+tokens=400+chunks=${chunks}+pace=${pace}`, name })),
})
/** A debate that waits for a person. */
async function paused(at = rig): Promise<string> {
  const id = await opened({ ...quick, panel: quick.panel.map(({ model }) => ({ model: `${model}+latency=200` })) }, at)
  await at.ask('POST', `/api/v1/debates/${id}/pause`)
  await expect.poll(async () => (await at.room.row(id)).status, { interval: 5 }).toBe('paused')
  return id
}
async function ended(id: string): Promise<number> {
  await expect.poll(async () => (await rig.room.row(id)).endedAt, { interval: 5 }).not.toBe(null)
  return (await rig.room.row(id)).head
}

/** What each turn said, by splicing what was live up to the event that records it. */
function spoken(messages: readonly EventSourceMessage[]): Map<string, string> {
  const said = new Map<string, string>()
  for (const { id, data } of messages) {
    if (id !== undefined) continue
    const event = JSON.parse(data) as LiveEvent
    if ((event.type !== 'turn-delta' && event.type !== 'turn-snapshot') || event.kind !== 'text') continue
    const before = said.get(event.turnId) ?? ''
    expect(event.offset).toBeLessThanOrEqual(before.length)
    said.set(event.turnId, before.slice(0, event.offset) + event.text)
  }
  return said
}
const recordedTexts = (messages: readonly EventSourceMessage[]) =>
  new Map(
    messages.flatMap(({ event, data }) => {
      const read = event === 'turn-ended' ? readEvent(data) : null
      return read?.type === 'turn-ended' && read.position?.argument ? [[read.turnId, read.position.argument] as const] : []
    }),
  )

it('tells a debate from its first event to its last in the bytes of the store, with an id on what is recorded only', async () => {
  const id = await opened(talk(20, 2))
  const stream = await listen(eventsOf(id))
  expect(stream.status).toBe(200)
  expect(stream.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  expect(await stream.over).toBe('ended')
  const entries = await stored(id)
  expect(stream.messages.filter((one) => one.id !== undefined)).toEqual(
    entries.map(({ seq, type, text }) => ({ id: String(seq), event: type, data: text })),
  )
  const live = stream.messages.filter((one) => one.id === undefined)
  for (const { event, data } of live) expect(JSON.parse(data)).toMatchObject({ v: 1, type: event, debateId: id })
  expect(live.map(({ event }) => event)).toContain('turn-delta')
  expect(spoken(stream.messages)).toEqual(recordedTexts(stream.messages))
})

it('goes on after any seq, by header and by query; at the end of an ended debate there is nothing more', async () => {
  const id = await opened(quick)
  const head = await ended(id)
  for (const after of upTo(head - 1, 0)) {
    const streams = [await listen(eventsOf(id), { 'last-event-id': String(after) }), await listen(`${eventsOf(id)}?after=${after}`)]
    for (const stream of streams) {
      expect(await stream.over).toBe('ended')
      expect(stream.messages.map((message) => Number(message.id))).toEqual(upTo(head, after + 1))
    }
  }
  expect((await listen(eventsOf(id), { 'last-event-id': String(head) })).status).toBe(204)
  expect((await listen(`${eventsOf(id)}?after=${head}`)).status).toBe(204)
})

it('begins anew where the seq is none of this log', async () => {
  const id = await opened(quick)
  const head = await ended(id)
  for (const beyond of [String(head + 1), '99999999999999999999']) {
    const stream = await listen(eventsOf(id), { 'last-event-id': beyond })
    expect(await stream.over).toBe('ended')
    expect(stream.messages[0]).toMatchObject({ event: 'reset' })
    expect(stream.messages[0]?.id).toBeUndefined()
    expect(stream.seqs()).toEqual(upTo(head))
  }
  for (const odd of ['nonsense', '0.5', '-1', 'NaN']) {
    const stream = await listen(eventsOf(id), { 'last-event-id': odd })
    await stream.over
    expect([odd, stream.seqs()]).toEqual([odd, upTo(head)])
  }
})

it('lists what is recorded as JSON, byte for byte', async () => {
  const id = await opened(quick)
  const head = await ended(id)
  const entries = await stored(id)
  const all = await rig.ask('GET', `/api/v1/debates/${id}/events`, undefined, { accept: 'application/json' })
  expect(all.text).toBe(`{"events":[${entries.map(({ text }) => text).join(',')}]}`)
  const rest = await rig.ask('GET', `/api/v1/debates/${id}/events?after=${head - 1}`, undefined, { accept: 'application/json' })
  expect(rest.json<{ events: { seq: number }[] }>().events.map(({ seq }) => seq)).toEqual([head])
})

it('gives who comes late the words so far; what follows fits behind them', async () => {
  const id = await opened(talk(60, 10))
  const early = await listen(eventsOf(id))
  await early.until(({ event }) => event === 'turn-delta')
  const late = await Promise.all(Array.from({ length: 20 }, () => listen(eventsOf(id))))
  const wrong = late.map(async (stream) => {
    expect(await stream.over).toBe('ended')
    expect(stream.messages.map(({ event }) => event)).toContain('turn-snapshot')
    expect(spoken(stream.messages)).toEqual(recordedTexts(stream.messages))
    expect(stream.seqs()).toEqual(upTo((await stored(id)).length))
  })
  await Promise.all(wrong)
  await early.over
  expect(spoken(early.messages)).toEqual(recordedTexts(early.messages))
})

it('tells no turn more than 20 times a second what it says', async () => {
  const before = performance.now()
  const id = await opened(talk(400, 1))
  const stream = await listen(eventsOf(id))
  await stream.over
  const beats = (performance.now() - before) / 50 + 2
  const deltas = stream.messages.flatMap(({ event, data }) => (event === 'turn-delta' ? [JSON.parse(data) as { turnId: string }] : []))
  for (const [, ofTurn] of Map.groupBy(deltas, ({ turnId }) => turnId)) expect(ofTurn.length).toBeLessThanOrEqual(beats)
  expect(deltas.length).toBeGreaterThan(2)
})

it('leaves a debate unwatched when the last reader has gone', async () => {
  const chunks = 200
  let live = 0
  const over = Promise.withResolvers<void>()
  const id = await opened(talk(chunks, 5))
  const deaf = rig.room.listen(({ told: { seq, type, event } }) => {
    if (event.debateId !== id) return
    if (seq === null) live += 1
    if (type === 'debate-ended') over.resolve()
  })
  onTestFinished(deaf)
  const streams = await Promise.all([listen(eventsOf(id)), listen(eventsOf(id))])
  for (const stream of streams) await stream.until(({ event }) => event === 'turn-delta')
  for (const stream of streams) stream.leave()
  await over.promise
  expect(live).toBeGreaterThan(0)
  expect(live).toBeLessThan(chunks)
})

it('lets one reader come back as often as it likes', async () => {
  const id = await paused()
  const { head } = await rig.room.row(id)
  for (let time = 0; time < 30; time++) {
    const stream = await listen(eventsOf(id))
    await stream.until((message) => message.id === String(head))
    stream.leave()
  }
  const last = await listen(eventsOf(id))
  await rig.ask('POST', `/api/v1/debates/${id}/stop`)
  await rig.ask('POST', `/api/v1/debates/${id}/resume`, { conclude: true })
  expect(await last.over).toBe('ended')
  expect(last.messages.at(-1)?.event).toBe('debate-ended')
})

it('says of a deleted debate that it is gone, and ends', async () => {
  const store = await sqliteStore({ path: join(rig.folder, 'quorum.db') })
  const elsewhere = openQuorum({ store, models: rig.models, runner: 'cli', app: 'test' })
  const { id } = await elsewhere.start(readRequest(talk(20, 20)))
  await elsewhere.close()
  const { head } = await rig.room.row(id)
  const streams = await Promise.all(Array.from({ length: 3 }, () => listen(eventsOf(id))))
  for (const stream of streams) await stream.until((message) => message.id === String(head))
  expect((await rig.ask('DELETE', `/api/v1/debates/${id}`)).status).toBe(200)
  for (const stream of streams) {
    expect(await stream.over).toBe('ended')
    expect(stream.seqs()).toEqual(upTo(head))
    expect(stream.messages.at(-1)).toMatchObject({ event: 'debate-gone' })
  }
  expect((await listen(eventsOf(id))).status).toBe(410)
  expect((await listen(eventsOf('nowhere'))).status).toBe(404)
})

it('never says of a debate that has ended that it is gone', async () => {
  const id = await opened(quick)
  const head = await ended(id)
  const streams = await Promise.all(
    Array.from({ length: 50 }, (_, index) => listen(eventsOf(id), { 'last-event-id': String(index % head) })),
  )
  for (const stream of streams) {
    await stream.over
    expect(stream.messages.at(-1)?.event).toBe('debate-ended')
  }
})

it('says good-bye when the server drains, also to those who come meanwhile', async () => {
  const going = await openRig({ server: { graceMs: 300 } })
  onTestFinished(() => going.vendor.close())
  const id = await opened({ ...quick, panel: quick.panel.map(({ model }) => ({ model: `${model}+latency=200` })) }, going)
  const stream = await listen(eventsOf(id, going))
  await stream.until(({ event }) => event === 'turn-started')
  const closing = going.server.close()
  expect(await stream.over).toBe('ended')
  expect(stream.messages.map(({ event }) => event)).not.toContain('debate-ended')
  const late = await listen(eventsOf(id, going))
  expect(await late.over).toBe('ended')
  await closing
})
