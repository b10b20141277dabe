import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sqliteStore } from '@quorum/store'
import { expect, it, onTestFinished } from 'vitest'
import { brokenRules } from './testing/check-run.ts'
import { childRoom } from './testing/child-room.ts'
import { emptyFolder } from './testing/folder.ts'
import { freeze } from './testing/freeze.ts'
import { openRoom } from './testing/open-room.ts'
import { motions } from './testing/scene.ts'
import { foundIn } from './testing/through-deaths.ts'
import { startVendor } from './testing/vendor.ts'

/** `QUORUM_FREEZE=real` waits for the lease as it is outside tests: some 40 s. */
const real = process.env.QUORUM_FREEZE === 'real'
const lease = real ? {} : { ttlMs: 300, renewMs: 75, stallMs: 150, graceMs: 600 }
const patience = { timeout: real ? 60_000 : 5000, interval: 20 }

it('a frozen owner loses its debate, and writes and asks nothing when it wakes', { timeout: 90_000 }, async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const vendor = await startVendor()
  onTestFinished(() => vendor.close())
  const owner = await childRoom({ path, simulator: vendor.url, lease })
  onTestFinished(() => owner.kill())
  const panel = ['ada+answer=yes', 'bob+answer=no', 'cyd'].map((name) => ({ model: `sim/${name}+latency=2000+key=x` }))
  const { id } = await owner.call('start', { motion: motions.closed, panel, protocol: { name: 'roundtable' } })
  const quorum = openRoom({ simulator: vendor.url, store: await sqliteStore({ path, lease }) })
  await expect.poll(async () => (await vendor.requests()).length, patience).toBeGreaterThanOrEqual(3)
  await freeze(owner.process, path)
  const frozen = performance.now()
  const before = await foundIn(quorum.store, id, vendor, 'x')
  expect(await quorum.resume(id)).toBe('told')

  await expect.poll(() => quorum.store.get(id), patience).toMatchObject({ owned: false, status: 'interrupted' })
  const freed = performance.now() - frozen
  if (real) process.stdout.write(`free after ${Math.round(freed)} ms\n`)
  const started = await quorum.resume(id)
  await expect.poll(async () => (await quorum.events(id)).length, patience).toBeGreaterThan(before.log.length)
  owner.process.kill('SIGCONT')
  expect(await owner.ending(id)).toEqual({ as: 'fenced' })
  await owner.lost
  expect(started === 'told' ? started : await started.ending).toMatchObject({ as: 'ended', status: 'complete' })
  await sleep(300)
  expect(brokenRules([before, await foundIn(quorum.store, id, vendor, 'x')])).toEqual([])
  const entries = await quorum.store.read(id, 0, 1000)
  expect(entries.map(({ id: written }) => written.split('-')[1])).toEqual(
    entries.map((_, index) => (index < before.log.length ? '1' : '2')),
  )
  const next = await owner.call('start', { motion: motions.closed, panel, protocol: { name: 'vote' } })
  expect(await owner.ending(next.id)).toMatchObject({ as: 'ended', status: 'complete' })
})
