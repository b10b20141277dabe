import { join } from 'node:path'
import { replay } from '@quorum/debate'
import { sqliteStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { Room, Wish } from './quorum.ts'
import { brokenRules } from './testing/check-run.ts'
import { type ChildRoom, childRoom } from './testing/child-room.ts'
import { emptyFolder } from './testing/folder.ts'
import { openRoom } from './testing/open-room.ts'
import { motions } from './testing/scene.ts'
import { foundIn } from './testing/through-deaths.ts'
import { startVendor, type Vendor } from './testing/vendor.ts'

let vendor: Vendor
let cases = 0
beforeAll(async () => {
  vendor = await startVendor()
})
afterAll(() => vendor.close())

type Two = { readonly owner: ChildRoom; readonly here: Room; readonly id: string; readonly key: string; readonly path: string }

/** A debate of slow speakers who do not agree, run by another process, and a room here on the same file. */
async function two(): Promise<Two> {
  const key = `s${++cases}`
  const path = join(emptyFolder(), 'quorum.db')
  const owner = await childRoom({ path, simulator: vendor.url })
  onTestFinished(() => owner.kill())
  const panel = ['ada+answer=yes', 'bob+answer=no', 'cyd'].map((name) => ({ model: `sim/${name}+latency=400+key=${key}` }))
  const request = { motion: motions.closed, panel, protocol: { name: 'roundtable' }, limits: { budgetUsd: 1 }, seed: 7 }
  const { id } = await owner.call('start', request)
  const here = openRoom({ simulator: vendor.url, store: await sqliteStore({ path }) })
  return { owner, here, id, key, path }
}

const asked = (key: string) => vendor.requests(`key=${key}`)
const kinds = async (quorum: Room, id: string) => (await quorum.events(id)).map(({ type }) => type)
const eventually = { timeout: 5000, interval: 10 }
it('pauses in another process, asks nothing while paused, and goes on', async () => {
  const { owner, here, id, key } = await two()
  await here.send(id, { type: 'pause' })
  await expect.poll(() => here.show(id), eventually).toMatchObject({ status: 'paused', pausedFor: 'person' })
  await expect.poll(async () => (await asked(key)).every(({ ended }) => ended !== null), eventually).toBe(true)
  const before = (await asked(key)).length
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await asked(key)).toHaveLength(before)
  expect(await here.resume(id)).toBe('told')
  expect(await owner.ending(id)).toMatchObject({ as: 'ended', status: 'complete' })
  expect(brokenRules([await foundIn(here.store, id, vendor, key)])).toEqual([])
})

it('stops in another process, with the verdict so far', async () => {
  const { owner, here, id, key } = await two()
  await expect.poll(() => kinds(here, id), eventually).toContain('step-ended')
  await here.send(id, { type: 'stop' })
  expect(await owner.ending(id)).toMatchObject({ as: 'ended', status: 'stopped', verdict: { answer: expect.any(String) } })
  expect(brokenRules([await foundIn(here.store, id, vendor, key)])).toEqual([])
  await expect(here.send(id, { type: 'pause' })).rejects.toMatchObject({ code: 'ended', message: expect.stringContaining('fork') })
})

it('takes words, more rounds and more money from another process', async () => {
  const { owner, here, id, key } = await two()
  const wishes: Wish[] = [
    { type: 'interject', text: 'Think of the bun.', by: 'Grace' },
    { type: 'extend', rounds: 1, budgetUsd: 0.5 },
    { type: 'vote', answer: 'no' },
  ]
  for (const wish of wishes) await here.send(id, wish)
  expect(await owner.ending(id)).toMatchObject({ as: 'ended', status: 'complete' })
  const debate = replay(await here.events(id))
  expect(debate.spoken.map(({ what, text }) => [what, text])).toEqual([
    ['interjection', 'Think of the bun.'],
    ['vote', 'no'],
  ])
  expect(debate.limits.budgetNano).toBe(1.5e9)
  expect(debate.steps.reduce((sum, { ended }) => sum + (ended?.rounds ?? 0), 0)).toBe(1)
  const heard = debate.spoken[0]?.seq
  expect(debate.steps.filter((step) => step.heard.includes(heard ?? -1))).toHaveLength(1)
  expect(brokenRules([await foundIn(here.store, id, vendor, key)])).toEqual([])
})

it('concludes in another process', async () => {
  const { owner, here, id } = await two()
  await expect.poll(() => kinds(here, id), eventually).toContain('step-ended')
  expect(await here.resume(id, { conclude: true })).toBe('told')
  expect(await owner.ending(id)).toMatchObject({ as: 'ended', status: 'stopped', stopReason: 'concluded' })
})

it('applies a command once, though it is read again and again', async () => {
  const { owner, here, id } = await two()
  const command = { type: 'interject', text: 'Once.', id: 'only-one', at: new Date().toISOString() } as const
  await Promise.all([1, 2, 3].map(() => here.store.send(id, command)))
  await owner.ending(id)
  expect((await kinds(here, id)).filter((type) => type === 'human-spoke')).toHaveLength(1)
})

it('lets go when its process closes, and another goes on without asking what was answered', async () => {
  const { owner, here, id, key } = await two()
  await expect.poll(() => kinds(here, id), eventually).toContain('step-ended')
  await owner.call('close')
  expect(await owner.ending(id)).toEqual({ as: 'released' })
  const found = await foundIn(here.store, id, vendor, key)
  expect(await here.store.get(id)).toMatchObject({ owned: false, status: 'interrupted' })
  const started = await here.resume(id)
  expect(started === 'told' ? started : await started.ending).toMatchObject({ as: 'ended', status: 'complete' })
  const resumed = (await here.events(id)).filter(({ type }) => type === 'debate-resumed')
  expect(resumed).toMatchObject([{ cause: 'person' }])
  expect(brokenRules([found, await foundIn(here.store, id, vendor, key)])).toEqual([])
})

it('stops a debate that nobody runs, asking nobody', async () => {
  const { owner, here, id } = await two()
  await expect.poll(() => kinds(here, id), eventually).toContain('step-ended')
  await owner.kill()
  const asked = (await kinds(here, id)).filter((type) => type === 'turn-started')
  await here.send(id, { type: 'interject', text: 'Was this heard?' })
  expect(await here.show(id)).toMatchObject({ status: 'interrupted' })
  await here.send(id, { type: 'stop' })
  expect(await here.show(id)).toMatchObject({
    status: 'stopped',
    verdict: { answer: expect.any(String) },
    interjections: [{ text: 'Was this heard?', round: null }],
  })
  expect((await kinds(here, id)).filter((type) => type === 'turn-started')).toEqual(asked)
})

it('concludes a debate that nobody runs', async () => {
  const { owner, here, id } = await two()
  await expect.poll(() => kinds(here, id), eventually).toContain('step-ended')
  await owner.kill()
  const started = await here.resume(id, { conclude: true })
  expect(started === 'told' ? started : await started.ending).toMatchObject({ as: 'ended', status: 'stopped', stopReason: 'concluded' })
})
