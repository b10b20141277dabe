import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DebateEvent } from '@quorum/debate'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore, type Store, sqliteStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { Hub, type Told } from './hub.ts'
import { childRoom } from './testing/child-room.ts'
import { emptyFolder } from './testing/folder.ts'
import { openRoom } from './testing/open-room.ts'
import { requestOf } from './testing/scene.ts'
import { watch } from './watch.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

const request = requestOf({ protocol: 'roundtable', motion: 'closed' }, 'watch')
const seqs = (tolds: readonly Told[]) => tolds.flatMap(({ seq }) => seq ?? [])
const upTo = (count: number, from = 1) => Array.from({ length: count - from + 1 }, (_, index) => index + from)
const heads = async (store: Store, id: string) => (await store.heads([id])).get(id) ?? 0

async function all(watching: AsyncIterable<Told>): Promise<Told[]> {
  const tolds: Told[] = []
  for await (const told of watching) tolds.push(told)
  return tolds
}

it('tells everything in order and without a gap, from any seq, and ends with the debate', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const { id, ending } = await quorum.start(request)
  const live = await all(quorum.watch(id))
  await ending
  const head = await heads(quorum.store, id)
  expect(seqs(live)).toEqual(upTo(head))
  expect(live.at(-1)?.type).toBe('debate-ended')
  expect(live.some(({ type }) => type === 'turn-delta')).toBe(true)
  const stored = await quorum.store.read(id, 0, 1000)
  expect(live.filter(({ seq }) => seq !== null).map(({ text }) => text)).toEqual(stored.map(({ text }) => text))
  for (const after of upTo(head, 0)) expect(seqs(await all(quorum.watch(id, { after })))).toEqual(upTo(head, after + 1))
})

it('says the words of a turn only before its end', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const { id } = await quorum.start(request)
  const over = new Set<string>()
  for await (const { event } of quorum.watch(id)) {
    if (event.type === 'turn-ended') over.add(event.turnId)
    if (event.type === 'turn-delta' || event.type === 'turn-snapshot') expect(over).not.toContain(event.turnId)
  }
})

it('gives who comes late the words so far, and the deltas that follow fit behind them', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const panel = ['ada', 'bob'].map((name) => ({ model: `sim/${name}+chunks=30+pace=30` }))
  const { id } = await quorum.start({ ...request, panel, protocol: { name: 'vote' } })
  const early = all(quorum.watch(id))
  await expect.poll(() => quorum.live(id)?.snapshots().length, { interval: 5 }).toBe(2)
  const late = await all(quorum.watch(id, { after: 4 }))
  expect(late.filter(({ type }) => type === 'turn-snapshot').length).toBeGreaterThan(0)
  const said = new Map<string, string>()
  for (const { event } of late)
    if ((event.type === 'turn-snapshot' || event.type === 'turn-delta') && event.kind === 'text') {
      const before = said.get(event.turnId) ?? ''
      expect(event.offset).toBeLessThanOrEqual(before.length)
      said.set(event.turnId, before.slice(0, event.offset) + event.text)
    } else if (event.type === 'turn-ended') expect(event.position?.argument).toBe(said.get(event.turnId))
  expect(said.size).toBe(2)
  expect(seqs(await early)).toEqual(upTo(await heads(quorum.store, id)))
})

it('tells what another process records, and ends where that dies', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const owner = await childRoom({ path, simulator: simulator.url })
  onTestFinished(() => owner.kill())
  const panel = ['ada', 'bob+latency=60000', 'cyd+latency=60000'].map((name) => ({ model: `sim/${name}` }))
  const { id } = await owner.call('start', { ...request, panel })
  const quorum = openRoom({ simulator: simulator.url, store: await sqliteStore({ path }) })
  const tolds: Told[] = []
  for await (const told of quorum.watch(id)) {
    tolds.push(told)
    if (told.type === 'turn-ended') await owner.kill()
  }
  const head = await heads(quorum.store, id)
  expect(seqs(tolds)).toEqual(upTo(head))
  expect(tolds.at(-1)?.type).not.toBe('debate-ended')

  const staying = all(quorum.watch(id, { after: head, stay: true }))
  await sleep(50)
  await quorum.resume(id)
  await quorum.send(id, { type: 'stop' })
  const rest = await staying
  expect(seqs(rest)).toEqual(upTo(await heads(quorum.store, id), head + 1))
  expect(rest.at(-1)?.type).toBe('debate-ended')
})

it('ends at the head of an ended debate, even where the reader would stay', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const { id, ending } = await quorum.start(request)
  await ending
  const head = await heads(quorum.store, id)
  expect(await all(quorum.watch(id, { after: head, stay: true }))).toEqual([])
  expect(seqs(await all(quorum.watch(id, { after: head - 1, stay: true })))).toEqual([head])
})

it('refuses to go on after a seq that was never told', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const { id, ending } = await quorum.start(request)
  await ending
  const head = await heads(quorum.store, id)
  await expect(all(quorum.watch(id, { after: head + 1 }))).rejects.toMatchObject({ code: 'ahead', status: 416 })
})

it('gives the words so far and then what comes to who passes a running debate on', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const panel = ['ada', 'bob'].map((name) => ({ model: `sim/${name}+chunks=30+pace=10` }))
  const { id, ending } = await quorum.start({ ...request, panel, protocol: { name: 'vote' } })
  const early = quorum.live(id)?.listen(() => 'so that words are asked for')
  await expect.poll(() => quorum.live(id)?.snapshots()).toHaveLength(2)
  const told: Told[] = []
  told.push(...(quorum.live(id)?.snapshots() ?? []))
  quorum.live(id)?.listen((one) => told.push(one))
  early?.()
  await ending
  expect(quorum.live(id)).toBe(null)
  const said = new Map<string, string>()
  for (const { event } of told)
    if ((event.type === 'turn-snapshot' || event.type === 'turn-delta') && event.kind === 'text')
      said.set(event.turnId, (said.get(event.turnId) ?? '').slice(0, event.offset) + event.text)
    else if (event.type === 'turn-ended') expect(event.position?.argument).toBe(said.get(event.turnId))
  expect(said.size).toBe(2)
  expect(told.map(({ type }) => type)).toContain('debate-ended')
})

it('stops at once when the reader leaves, and says where there is no such debate', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  await expect(all(quorum.watch('nowhere'))).rejects.toMatchObject({ code: 'not-found' })
  const panel = ['ada', 'bob'].map((name) => ({ model: `sim/${name}+latency=1000` }))
  const { id } = await quorum.start({ ...request, panel })
  const gone = new AbortController()
  setTimeout(() => gone.abort(), 30)
  const before = performance.now()
  await all(quorum.watch(id, { signal: gone.signal }))
  expect(performance.now() - before).toBeLessThan(500)
})

const at = '2026-11-23T00:00:00.000Z'
const spoken = { at, debateId: 'd', type: 'turn-delta', turnId: '0.0', attempt: 1, epoch: 1, kind: 'text' } as const

/** A log of one event and its hub; `record` writes another and passes it on. */
async function stage() {
  const store = memoryStore(memoryDisk())
  const hub = new Hub()
  const event = (seq: number): DebateEvent & { seq: number } => ({ v: 1, seq, at, debateId: 'd', type: 'stop-asked' })
  const entry = (seq: number) => ({ id: `e${seq}`, seq, type: 'stop-asked', text: JSON.stringify(event(seq)) })
  const facts = {
    tenant: 'local',
    principal: 'x',
    secret: 's',
    title: 't',
    tags: [],
    protocol: 'vote',
    runner: 'cli',
    simulated: true,
  } as const
  await store.open({ id: 'd', ...facts, entries: [entry(1)] })
  const record = async (seq: number) => {
    await store.append({ debateId: 'd', epoch: 1, head: seq - 1, entries: [entry(seq)] })
    hub.publish(event(seq))
  }
  return { store, hub, record }
}

it('drops words that were said before an event which the store has told already', async () => {
  const { store, hub, record } = await stage()
  const busy = Promise.withResolvers<void>()
  const read: Store['read'] = async (...args) => {
    await busy.promise
    return store.read(...args)
  }
  const watching = watch('d', {}, { store: { ...store, read }, hubOf: () => hub, pollMs: 20 })
  const first = watching.next()
  hub.publish({ ...spoken, offset: 0, text: 'Before.' })
  hub.publish({
    v: 1,
    seq: 0,
    at,
    debateId: 'd',
    type: 'turn-interrupted',
    turnId: '0.0',
    attempt: 1,
    reason: 'decided',
    nano: 0,
    basis: 'zero',
  })
  await record(2)
  busy.resolve()
  const told = [await first, await watching.next()]
  const third = watching.next()
  await sleep(5)
  hub.publish({ ...spoken, turnId: '0.1', offset: 0, text: 'After.' })
  told.push(await third)
  expect(told.map(({ value }) => value && [value.seq, value.type])).toEqual([
    [1, 'stop-asked'],
    [2, 'stop-asked'],
    [null, expect.stringMatching(/turn-(delta|snapshot)/)],
  ])
  expect(told.at(-1)?.value?.event).toMatchObject({ text: 'After.' })
  await watching.return()
})

it('keeps no more than so much for a slow reader, who still misses nothing recorded', async () => {
  const { store, hub, record } = await stage()
  const watching = watch('d', {}, { store, hubOf: () => hub, pollMs: 20 })
  expect((await watching.next()).value).toMatchObject({ seq: 1 })
  let live = 0
  const speak = () => hub.publish({ ...spoken, offset: live++, text: 'x' })
  let said = ''
  async function next(): Promise<Told | undefined> {
    const { value } = await watching.next()
    if (value?.event.type === 'turn-delta' || value?.event.type === 'turn-snapshot') {
      expect(value.event.offset).toBeLessThanOrEqual(said.length)
      said = said.slice(0, value.event.offset) + value.event.text
    }
    return value ?? undefined
  }
  const first = next()
  speak()
  expect((await first)?.seq).toBe(null)
  for (let seq = 2; seq <= 40; seq++) {
    await record(seq)
    for (let word = 0; word < 100; word++) speak()
  }
  const got: Told[] = []
  while (said.length < live || !seqs(got).includes(40)) {
    const told = await next()
    if (told) got.push(told)
  }
  expect(seqs(got)).toEqual(upTo(40, 2))
  expect(got.length).toBeLessThan(2100)
  await watching.return()
  expect(hub.watched).toBe(false)
})
