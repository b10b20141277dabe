import { join } from 'node:path'
import { memoryDisk, memoryStore, type Store, sqliteStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportDebate } from '../export/export-debate.ts'
import type { Quorum } from '../quorum.ts'
import type { DebateRequest } from '../request.ts'
import { emptyFolder } from '../testing/folder.ts'
import { openRoom } from '../testing/open-room.ts'
import { startVendor, type Vendor } from '../testing/vendor.ts'
import type { ModelStats } from './stats.ts'

let vendor: Vendor
beforeAll(async () => {
  vendor = await startVendor()
})
afterAll(() => vendor?.close())

const motion = { question: 'Is it so?', answer: 'yesno' } as const
const yes = 'sim/ada+answer=yes+latency=30+chunks=4+pace=10'
const no = 'sim/bob+answer=no'
const shaky = 'sim/cyd+answer=yes+fault=500*1'

async function held(quorum: Quorum, models: readonly string[], protocol = 'vote', more: Partial<DebateRequest> = {}): Promise<string> {
  const panel = models.map((model, index) => ({ model, name: ['Ada', 'Bob', 'Cyd'][index] ?? model }))
  const { id, ending } = await quorum.start({ motion, panel, protocol: { name: protocol }, ...more })
  await ending
  return id
}

const room = (store: Store = memoryStore(memoryDisk())) => openRoom({ simulator: vendor.url, store })
const of = (model: string, { models }: { readonly models: readonly ModelStats[] }) => models.find((one) => one.model === model)

it('counts calls, failures, tokens, cost, times and verdicts of each model', async () => {
  const quorum = room()
  const ids = [await held(quorum, [yes, no, shaky]), await held(quorum, [yes, no, `${shaky}+key=other`])]
  const stats = await quorum.stats()
  const views = await Promise.all(ids.map((id) => quorum.show(id)))
  expect(stats).toMatchObject({ since: null, debates: 2 })
  expect(of(yes, stats)).toMatchObject({ debates: 2, calls: 2, failures: 0, wins: 2, flips: 0 })
  expect(of(no, stats)).toMatchObject({ debates: 2, calls: 2, failures: 0, wins: 0 })
  expect(of(shaky, stats)).toMatchObject({ debates: 1, calls: 2, failures: 1, wins: 1 })
  const calls = stats.models.map((model) => model.calls)
  expect(calls).toEqual(calls.toSorted((one, other) => other - one))
  const cost = stats.models.reduce((sum, { costUsd }) => sum + (costUsd ?? Number.NaN), 0)
  expect(cost).toBeCloseTo(
    views.reduce((sum, { spend }) => sum + (spend.costUsd ?? Number.NaN), 0),
    9,
  )
  const tokens = stats.models.reduce((sum, model) => sum + model.tokens.output, 0)
  expect(tokens).toBe(views.reduce((sum, { spend }) => sum + spend.tokens.output, 0))
  const { latencyMs, firstMs } = of(yes, stats) ?? { latencyMs: null, firstMs: null }
  expect(latencyMs?.median).toBeGreaterThanOrEqual(firstMs?.median ?? Number.NaN)
  expect(firstMs?.median).toBeGreaterThanOrEqual(20)
})

it('counts changes of mind, and the models of judges', async () => {
  const quorum = room()
  const id = await held(quorum, ['sim/ada+answer=yes', 'sim/bob+temper=sycophant', 'sim/cyd+answer=yes'], 'roundtable', { seed: 3 })
  const { verdict } = await quorum.show(id)
  const flips = (await quorum.stats()).models.reduce((sum, model) => sum + model.flips, 0)
  expect(flips).toBe(verdict?.changes.length)
  const judged = await held(quorum, [yes, no], 'adversarial', { judges: ['sim/dan'] })
  const judge = (await quorum.show(judged)).seats.find(({ model }) => model === 'sim/dan')
  expect(of('sim/dan', await quorum.stats())).toMatchObject({ debates: 1, calls: judge?.turns, wins: 0, flips: 0 })
})

it('counts no debate that goes on, none of another tenant, none twice and none that was held elsewhere', async () => {
  const quorum = room()
  const id = await held(quorum, [yes, no])
  const fork = await quorum.fork(id, { round: 0 })
  await fork.ending
  const other = quorum.as({ tenant: 'other', principal: 'eve' })
  await other.import(await exportDebate(quorum, id, 'jsonl'))
  const running = await quorum.start({ motion, panel: [{ model: 'sim/eve+fault=slow-first' }, { model: 'sim/dan+answer=yes' }] })
  const stats = await quorum.stats()
  expect(stats.debates).toBe(2)
  expect(of(yes, stats)).toMatchObject({ debates: 1, calls: 1 })
  expect(await other.stats()).toEqual({ since: null, debates: 0, models: [] })
  await quorum.send(running.id, { type: 'stop' })
  await running.ending
})

it('leaves out what was opened before', async () => {
  const quorum = room()
  await held(quorum, [yes, no])
  expect((await quorum.stats({ since: '2020-01-01T00:00:00Z' })).debates).toBe(1)
  expect(await quorum.stats({ since: '2999-01-01T00:00:00Z' })).toEqual({ since: '2999-01-01T00:00:00Z', debates: 0, models: [] })
  await expect(quorum.stats({ since: 'yesterday' })).rejects.toThrow(/"yesterday" is no time/)
})

it('reads no log again that it has counted, and forgets a debate with it', async () => {
  const store = await sqliteStore({ path: join(emptyFolder(), 'quorum.db') })
  let reads = 0
  const counted: Store = {
    ...store,
    read: (...args) => {
      reads++
      return store.read(...args)
    },
  }
  const quorum = room(counted)
  const id = await held(quorum, [yes, no])
  const first = await quorum.stats()
  const before = reads
  expect(await quorum.stats()).toEqual(first)
  expect(reads).toBe(before)
  expect(await store.documents.get('stats', id)).toMatchObject({ tenant: 'local', debateId: id })
  await quorum.delete(id)
  expect(await quorum.stats()).toEqual({ since: null, debates: 0, models: [] })
  expect(await store.documents.get('stats', id)).toBe(null)
})

it('counts anew what an earlier release kept otherwise', async () => {
  const store = memoryStore(memoryDisk())
  const quorum = room(store)
  const id = await held(quorum, [yes, no])
  const first = await quorum.stats()
  await store.documents.put({ kind: 'stats', id, tenant: 'local', debateId: id, text: '{"v":0,"parts":[]}' })
  expect(await quorum.stats()).toEqual(first)
})
