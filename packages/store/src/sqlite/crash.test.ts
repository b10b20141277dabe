import { existsSync, readdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import type { Claim, Store } from '../store.ts'
import { type ChildStore, childStore } from '../testing/child-store.ts'
import { emptyFolder } from '../testing/folder.ts'
import { after, claimed, debate, entries, entry, opened } from '../testing/grounds.ts'
import { type SqliteOptions, sqliteStore } from './sqlite-store.ts'

enableCompileCache()

const quick = { ttlMs: 300, renewMs: 75, stallMs: 150, graceMs: 600 }

async function here(options: SqliteOptions): Promise<Store> {
  const store = await sqliteStore(options)
  onTestFinished(() => store.close())
  return store
}

async function elsewhere(options: SqliteOptions): Promise<ChildStore> {
  const child = await childStore(options)
  onTestFinished(() => child.kill())
  return child
}

/** Claims as the sweeper does, until it may. */
async function claimedIn(store: Store, id: string, patienceMs: number): Promise<Claim> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(20)) {
    const claim = await store.claim(id)
    if (typeof claim !== 'string') return claim
  }
  throw new Error(`${id} could not be claimed in ${patienceMs} ms.`)
}

it('keeps all that was acknowledged when its process is killed in the middle of writing, and hands it over at once', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const child = await elsewhere({ path })
  const claim = (await child.call('open', debate('a'))) as Claim
  let acknowledged = 1
  const enough = Promise.withResolvers<void>()
  for (let head = 1; head < 400; head += 1) {
    void child.call('append', after(claim, { head })).then((answer) => {
      if (answer === 'written') acknowledged = head + 1
      if (head > 60) enough.resolve()
    })
  }
  await enough.promise
  await child.kill()
  expect(existsSync(`${path}-wal`)).toBe(true)

  const store = await here({ path })
  const took = await claimed(store, 'a')
  expect(took).toMatchObject({ epoch: 2, tookOver: true })
  expect(took.head).toBeGreaterThanOrEqual(acknowledged)
  expect(await store.read('a', 0, 1000)).toEqual(entries(1, took.head))
  expect(await store.append(after(took))).toBe('written')
})

it('lets two processes write different debates of one file at the same time', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const children = await Promise.all([elsewhere({ path }), elsewhere({ path })])
  await Promise.all(
    children.map(async (child, index) => {
      const claim = (await child.call('open', debate(`d${index}`))) as Claim
      for (let head = 1; head <= 100; head += 1) expect(await child.call('append', after(claim, { head }))).toBe('written')
    }),
  )
  const store = await here({ path })
  for (const id of ['d0', 'd1']) expect(await store.read(id, 0, 1000)).toEqual(entries(1, 101))
  expect(await store.claim('d0')).toBe('owned')
})

it('takes from a frozen owner only some time after its lease ran out, and fences it in all its debates when it wakes', async () => {
  const options = { path: join(emptyFolder(), 'quorum.db'), lease: quick }
  const child = await elsewhere(options)
  const a = (await child.call('open', debate('a'))) as Claim
  const b = (await child.call('open', debate('b'))) as Claim
  const store = await here(options)
  child.signal('SIGSTOP')
  const frozenAt = performance.now()
  const heir = await claimedIn(store, 'a', 5000)
  expect(performance.now() - frozenAt).toBeGreaterThan(quick.ttlMs - quick.renewMs + quick.graceMs - 50)
  expect(heir).toMatchObject({ epoch: 2, tookOver: true })
  expect(await store.get('b')).toMatchObject({ owned: false, status: 'interrupted' })

  child.signal('SIGCONT')
  const zombie = { entries: [entry(2, '{}', 'zombie')], catalogue: { title: 'zombie' } }
  expect(await child.call('append', after(a, zombie))).toBe('fenced')
  expect(await child.call('append', after(b, zombie))).toBe('fenced')
  await child.lost
  await expect(child.call('claim', 'b')).rejects.toThrow(/declared this one dead/)
  expect(await store.append(after(heir))).toBe('written')
  expect(await store.read('a', 0, 10)).toEqual(entries(1, 2))
  expect(await store.read('b', 0, 10)).toEqual(entries(1, 1))
})

it('lets a frozen owner go on that nobody took from', async () => {
  const options = { path: join(emptyFolder(), 'quorum.db'), lease: quick }
  const child = await elsewhere(options)
  const claim = (await child.call('open', debate('a'))) as Claim
  child.signal('SIGSTOP')
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

it('is not misled by a clock that jumps ahead: who lives renews, and keeps what it owns', async () => {
  const options = { path: join(emptyFolder(), 'quorum.db'), lease: quick }
  const owner = await here(options)
  const claim = await opened(owner, 'a')
  const other = await here(options)
  const db = new DatabaseSync(options.path, { timeout: 1000 })
  db.exec('UPDATE session SET expires_at = 0')
  db.close()
  for (let tries = 0; tries < 20; tries += 1, await sleep(20)) expect(await other.claim('a')).toBe('owned')
  expect(await owner.append(after(claim))).toBe('written')
})

it('cleans away the locks of dead sessions, and leaves those of the living', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const locks = () => readdirSync(`${path}-sessions`)
  const child = await elsewhere({ path })
  await child.call('open', debate('a'))
  const [first] = locks()
  await child.kill()
  const store = await here({ path })
  await opened(store, 'b')
  const third = await sqliteStore({ path })
  await opened(third, 'c')
  expect(locks()).toHaveLength(2)
  expect(locks()).not.toContain(first)
  await third.close()
  expect(locks()).toHaveLength(1)
  expect(await store.claim('b')).toBe('owned')
})

it('writes no session for who only reads', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const store = await here({ path })
  await store.list({})
  await store.get('a')
  await store.inbox()
  expect(existsSync(`${path}-sessions`)).toBe(false)
})

it('writes nothing more after the disk failed under a commit, keeps what it acknowledged, and recovers when opened anew', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const child = await childStore({ path }, 1500)
  onTestFinished(() => child.kill())
  const claim = (await child.call('open', debate('a'))) as Claim
  const big = (seq: number) => entry(seq, JSON.stringify({ text: 'x'.repeat(50_000) }))
  let head = 1
  const failure = await (async () => {
    for (; head < 100; head += 1) await child.call('append', after(claim, { head, entries: [big(head + 1)] }))
  })().catch((error: Error) => error.message)
  expect(failure).toMatch(/The disk failed under .*quorum\.db/)
  expect(head).toBeGreaterThan(2)
  await expect(child.call('append', after(claim, { head }))).rejects.toThrow(String(failure))
  await expect(child.call('open', debate('b'))).rejects.toThrow(String(failure))
  expect(await child.call('read', 'a', 0, 100)).toHaveLength(head)
  await child.call('close')

  const store = await here({ path })
  expect(await claimed(store, 'a')).toMatchObject({ head, tookOver: true })
  expect(await store.append(after(claim, { head, epoch: 2 }))).toBe('written')
})
