import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Claim, Store } from '../store.ts'
import type { ChildStore } from '../testing/child-store.ts'
import { emptyFolder } from '../testing/folder.ts'
import { after, debate, entries, entry, opened } from '../testing/grounds.ts'
import { elsewhere, here } from '../testing/sessions.ts'
import { isBusy } from './failure.ts'

enableCompileCache()

const quick = { ttlMs: 300, renewMs: 75, stallMs: 150, graceMs: 600 }

/** Freezes the child between two of its writes; one that is frozen within a write locks the file for all until it wakes. */
async function freeze(child: ChildStore, path: string): Promise<void> {
  const db = new DatabaseSync(path, { timeout: 0 })
  for (let frozen = false; !frozen; ) {
    child.signal('SIGSTOP')
    await sleep(10)
    try {
      db.exec('BEGIN IMMEDIATE; ROLLBACK')
      frozen = true
    } catch (error) {
      if (!isBusy(error)) throw error
      child.signal('SIGCONT')
      await sleep(10)
    }
  }
  db.close()
}

/** Claims as the sweeper does, until it may. */
async function claimedIn(store: Store, id: string, patienceMs: number): Promise<Claim> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(20)) {
    const claim = await store.claim(id)
    if (typeof claim !== 'string') return claim
  }
  throw new Error(`${id} could not be claimed in ${patienceMs} ms.`)
}

it('takes from a frozen owner only some time after its lease ran out, and fences it in all its debates when it wakes', async () => {
  const options = { path: join(emptyFolder(), 'quorum.db'), lease: quick }
  const child = await elsewhere(options)
  const a = (await child.call('open', debate('a'))) as Claim
  const b = (await child.call('open', debate('b'))) as Claim
  const store = await here(options)
  await freeze(child, options.path)
  const frozenAt = performance.now()
  const heir = await claimedIn(store, 'a', 5000)
  expect(performance.now() - frozenAt).toBeGreaterThan(quick.graceMs)
  expect(heir).toMatchObject({ epoch: 2, tookOver: true })
  expect(await store.get('b')).toMatchObject({ owned: false, status: 'interrupted' })

  child.signal('SIGCONT')
  expect(await child.call('fresh')).toBe(false)
  const zombie = { entries: [entry(2, '{}', 'zombie')], catalogue: { title: 'zombie' } }
  expect(await child.call('append', after(a, zombie))).toBe('fenced')
  expect(await child.call('append', after(b, zombie))).toBe('fenced')
  await child.lost
  expect(await child.call('claim', 'b')).toMatchObject({ epoch: 2, tookOver: true })
  expect(await child.call('append', after(b, zombie))).toBe('fenced')
  expect(await store.claim('b')).toBe('owned')
  expect(await store.append(after(heir))).toBe('written')
  expect(await store.read('a', 0, 10)).toEqual(entries(1, 2))
  expect(await store.read('b', 0, 10)).toEqual(entries(1, 1))
})

it('lets a frozen owner go on that nobody took from', async () => {
  const options = { path: join(emptyFolder(), 'quorum.db'), lease: quick }
  const child = await elsewhere(options)
  const claim = (await child.call('open', debate('a'))) as Claim
  await freeze(child, options.path)
  await sleep(quick.ttlMs + quick.graceMs + 100)
  child.signal('SIGCONT')
  expect(await child.call('append', after(claim))).toBe('written')
  await sleep(2 * quick.renewMs)
  const store = await here(options)
  expect(await store.claim('a')).toBe('owned')
})

it('takes from an owner whose main loop hangs, though its thread lives', async () => {
  const options = { path: join(emptyFolder(), 'quorum.db'), lease: quick }
  const child = await elsewhere(options)
  const claim = (await child.call('open', debate('a'))) as Claim
  const store = await here(options)
  await sleep(2 * quick.ttlMs)
  expect(await store.claim('a')).toBe('owned')
  child.hang(2000)
  expect(await claimedIn(store, 'a', 1900)).toMatchObject({ epoch: 2, tookOver: true })
  expect(await child.call('append', after(claim))).toBe('fenced')
  await child.lost
})

it("knows after its main loop hung that its lease may be another's, and soon that it is not", async () => {
  const lease = { ttlMs: 100, renewMs: 20, stallMs: 60, graceMs: 50 }
  const store = await here({ path: join(emptyFolder(), 'quorum.db'), lease })
  expect(store.fresh()).toBe(false)
  const claim = await opened(store, 'a')
  await expect.poll(() => store.fresh()).toBe(true)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  expect(store.fresh()).toBe(false)
  await expect.poll(() => store.fresh()).toBe(true)
  expect(await store.append(after(claim))).toBe('written')
})

it('is not misled by a clock that jumps ahead: who lives renews, and keeps what it owns', async () => {
  const options = { path: join(emptyFolder(), 'quorum.db'), lease: { renewMs: 300 } }
  const owner = await here(options)
  const claim = await opened(owner, 'a')
  const other = await here(options)
  const db = new DatabaseSync(options.path, { timeout: 1000 })
  db.exec('UPDATE session SET expires_at = 0')
  db.close()
  for (let tries = 0; tries < 40; tries += 1, await sleep(20)) expect(await other.claim('a')).toBe('owned')
  expect(await owner.append(after(claim))).toBe('written')
})

it('owns nothing more from the moment that another took its session off, and owns anew by another', async () => {
  const options = { path: join(emptyFolder(), 'quorum.db'), lease: { renewMs: 60_000 } }
  const store = await here(options)
  const told: string[] = []
  store.onLost(() => told.push('lost'))
  const mute = store.onLost(() => told.push('heard by who listens no more'))
  mute()
  const claim = await opened(store, 'a')
  const db = new DatabaseSync(options.path, { timeout: 1000 })
  db.exec('DELETE FROM session; UPDATE debate SET owner = NULL, orphaned = 1')
  db.close()
  expect(await store.append(after(claim))).toBe('fenced')
  expect(await store.get('a')).toMatchObject({ owned: false, status: 'interrupted', head: 1 })
  const again = store.claim('a').then((answer) => {
    told.push('claimed')
    return answer
  })
  expect(await again).toMatchObject({ epoch: 2, head: 1, tookOver: true })
  expect(told).toEqual(['lost', 'claimed'])
  expect(store.fresh()).toBe(true)
  expect(await store.append(after(claim))).toBe('fenced')
  const other = await here(options)
  expect(await other.claim('a')).toBe('owned')
})
