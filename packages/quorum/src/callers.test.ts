import { type Simulator, startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportDebate } from './export/export-debate.ts'
import type { Told } from './hub.ts'
import type { Heard, Quorum } from './quorum.ts'
import { openRoom } from './testing/open-room.ts'
import { motions } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

const request = (latency = 1) => {
  const panel = ['ada+answer=yes', 'bob+answer=no'].map((name) => ({ model: `sim/${name}+latency=${latency}` }))
  return { motion: motions.closed, panel, protocol: { name: 'vote' }, limits: { budgetUsd: 1 } }
}
const caller = (tenant: string) => ({ tenant, principal: 'somebody' })

/** Two tenants in one room, and a debate of the first that ends when it is told to. */
async function twoTenants(latency?: number) {
  const store = memoryStore(memoryDisk())
  const room = openRoom({ simulator: simulator.url, store })
  const [ours, theirs] = [room.as(caller('ours')), room.as(caller('theirs'))]
  const started = await ours.start(request(latency))
  return { room, store, ours, theirs, ...started }
}

const firstOf = async (watching: AsyncGenerator<Told, void>) => (await watching.next()).value

/** Everything that can be asked of a debate by its id. */
const questions: Readonly<Record<string, (quorum: Quorum, id: string) => Promise<unknown>>> = {
  resume: (quorum, id) => quorum.resume(id),
  'resume to conclude': (quorum, id) => quorum.resume(id, { conclude: true }),
  fork: (quorum, id) => quorum.fork(id, { round: 0 }),
  stop: (quorum, id) => quorum.send(id, { type: 'stop' }),
  interject: (quorum, id) => quorum.send(id, { type: 'interject', text: 'Let me in.' }),
  watch: (quorum, id) => firstOf(quorum.watch(id)),
  show: (quorum, id) => quorum.show(id),
  row: (quorum, id) => quorum.row(id),
  events: (quorum, id) => quorum.events(id),
  trace: (quorum, id) => quorum.trace(id, '0.0'),
  sources: (quorum, id) => quorum.sources(id),
  read: (quorum, id) => quorum.read(id, 0, 10),
  patch: (quorum, id) => quorum.patch(id, { title: 'Mine now' }),
  delete: (quorum, id) => quorum.delete(id),
  follow: (quorum, id) => quorum.start({ ...request(), follows: id }),
}

it('keeps a debate from other tenants, whatever they ask of it', async () => {
  const { ours, theirs, id, ending } = await twoTenants()
  await ending
  const before = await ours.events(id)
  for (const [name, ask] of Object.entries(questions))
    await expect(ask(theirs, id), name).rejects.toMatchObject({ name: 'Problem', code: 'not-found', status: 404 })
  expect((await theirs.list({})).rows).toEqual([])
  expect(await theirs.list({ q: 'dog' })).toMatchObject({ rows: [] })
  expect(await theirs.last()).toBe(null)
  expect(await theirs.stats()).toMatchObject({ debates: 0, models: [] })
  await expect(theirs.start(request(), { id })).rejects.toMatchObject({ code: 'conflict' })
  const text = await exportDebate(ours, id, 'jsonl')
  await expect(theirs.import(text, { id })).rejects.toMatchObject({ code: 'conflict' })
  expect(await ours.events(id)).toEqual(before)
  expect(await ours.list({})).toMatchObject({ rows: [{ id, title: motions.closed.question }] })
  expect(await ours.last()).toBe(id)
})

it('keeps a running debate from other tenants, too', async () => {
  const { ours, theirs, id, ending } = await twoTenants(300)
  expect(ours.live(id)).not.toBe(null)
  expect(theirs.live(id)).toBe(null)
  for (const [name, ask] of Object.entries(questions)) await expect(ask(theirs, id), name).rejects.toMatchObject({ code: 'not-found' })
  expect(await ending).toMatchObject({ as: 'ended', status: 'complete' })
  expect((await ours.events(id)).map(({ type }) => type)).not.toContain('human-spoke')
})

it('says gone of a deleted debate to its tenant alone', async () => {
  const { ours, theirs, id, ending } = await twoTenants()
  await ending
  await ours.delete(id)
  for (const [name, ask] of Object.entries(questions)) {
    await expect(ask(ours, id), name).rejects.toMatchObject({ code: 'gone', status: 410 })
    await expect(ask(theirs, id), name).rejects.toMatchObject({ code: 'not-found' })
  }
})

it('does for its own tenant what it keeps from others', async () => {
  const { room, ours, id, ending } = await twoTenants()
  await ending
  await ours.patch(id, { title: 'Sandwiches', tags: ['food'] })
  expect(await ours.row(id)).toMatchObject({ title: 'Sandwiches', tags: ['food'], tenant: 'ours' })
  const fork = await ours.fork(id, { round: 0 })
  const next = await ours.start({ ...request(), follows: id })
  await Promise.all([fork.ending, next.ending])
  expect(await ours.row(fork.id)).toMatchObject({ tenant: 'ours' })
  expect((await ours.list({})).rows.map((row) => row.id).toSorted()).toEqual([id, fork.id, next.id].toSorted())
  expect((await ours.read(id, 2, 2)).map(({ seq }) => seq)).toEqual([3, 4])
  expect(await ours.delete(id)).toEqual({ forks: [fork.id] })
  expect(await room.list({})).toMatchObject({ rows: [] })
})

it('hears what is recorded in every debate here, and asks for no words', async () => {
  const { room, ours, theirs, id, ending } = await twoTenants(20)
  const heard: Heard[] = []
  const leave = room.listen((one) => heard.push(one))
  const other = await theirs.start(request())
  await Promise.all([ending, other.ending])
  const events = async (quorum: Quorum, debateId: string) => (await quorum.read(debateId, 0, 1000)).map(({ text }) => text)
  for (const [quorum, tenant, debateId] of [
    [ours, 'ours', id],
    [theirs, 'theirs', other.id],
  ] as const) {
    const told = heard.filter((one) => one.debateId === debateId)
    expect(new Set(told.map((one) => one.tenant))).toEqual(new Set([tenant]))
    expect((await events(quorum, debateId)).slice(-told.length)).toEqual(told.map((one) => one.told.text))
    expect(told.at(-1)?.told.type).toBe('debate-ended')
  }
  expect(heard.some(({ told }) => told.seq === null)).toBe(false)
  const before = heard.length
  leave()
  await (await ours.start(request())).ending
  expect(heard).toHaveLength(before)
})

it('reports a listener that throws, and goes on', async () => {
  const reports: unknown[] = []
  const room = openRoom({ simulator: simulator.url, report: (error) => reports.push(error) })
  room.listen(() => {
    throw new Error('not my day')
  })
  const heard: Heard[] = []
  room.listen((one) => heard.push(one))
  const { id, ending } = await room.start(request(100))
  room.live(id)?.listen(() => {
    throw new Error('nor mine')
  })
  expect(await ending).toMatchObject({ as: 'ended', status: 'complete' })
  expect(heard.findLast(({ told }) => told.seq !== null)?.told.type).toBe('debate-ended')
  expect(reports.map(String)).toEqual(expect.arrayContaining(['Error: not my day', 'Error: nor mine']))
  expect(reports.filter((error) => String(error).endsWith('day'))).toHaveLength(heard.length)
})

it('holds the whole budget of a debate on the accounts that pay for it, until it ends', async () => {
  const { room, store, ours } = await twoTenants()
  const accounts = [{ account: 'key:1', cap: 1.5e9 }]
  const paying = room.as({ ...caller('ours'), accounts })
  const fixed = room.newId()
  const { id, ending } = await paying.start(request(1000), { id: fixed })
  expect(await store.ledger.accounts({ ids: ['key:1'] })).toMatchObject([{ held: 1e9, spent: 0 }])
  await expect(paying.start(request())).rejects.toMatchObject({
    code: 'over-budget',
    status: 402,
    message: expect.stringContaining('key:1'),
  })
  expect(await paying.start(request(1000), { id: fixed })).toMatchObject({ id })
  await expect(paying.send(id, { type: 'extend', budgetUsd: 1 })).rejects.toMatchObject({ code: 'over-budget' })
  await paying.send(id, { type: 'extend', budgetUsd: 0.5 })
  expect(await store.ledger.accounts({ ids: ['key:1'] })).toMatchObject([{ held: 1.5e9 }])
  await ending
  const { spendNano } = await ours.row(id)
  expect(await store.ledger.accounts({ ids: ['key:1'] })).toMatchObject([{ held: 0, spent: spendNano }])
})

it('gives a debate that names no budget a quarter of what its accounts have left, and opens none where nothing is', async () => {
  const { room, ours } = await twoTenants()
  const accounts = [
    { account: 'key:2', cap: 8e9 },
    { account: 'day:2026-11-23:key:2', cap: 4e9 },
    { account: 'free', cap: null },
  ]
  const paying = room.as({ ...caller('ours'), accounts })
  const { limits: _, ...unlimited } = request(1000)
  const budgetOf = async (id: string) => (await ours.events(id))[0]
  const first = await paying.start(unlimited)
  const second = await paying.start(unlimited)
  expect(await budgetOf(first.id)).toMatchObject({ limits: { budgetNano: 1e9 } })
  expect(await budgetOf(second.id)).toMatchObject({ limits: { budgetNano: 0.75e9 } })
  await Promise.all([first.ending, second.ending])
  const poor = room.as({ ...caller('ours'), accounts: [{ account: 'key:3', cap: 0 }] })
  await expect(poor.start(unlimited)).rejects.toMatchObject({ code: 'over-budget', status: 402 })
  expect((await room.as({ ...caller('ours'), accounts: [{ account: 'free', cap: null }] }).start(unlimited)).id).toBeTruthy()
})
