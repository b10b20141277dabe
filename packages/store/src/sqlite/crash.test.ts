import { existsSync, readdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Claim } from '../store.ts'
import { emptyFolder } from '../testing/folder.ts'
import { after, claimed, debate, entries, entry, opened } from '../testing/grounds.ts'
import { elsewhere, here } from '../testing/sessions.ts'
import { sqliteStore } from './sqlite-store.ts'

enableCompileCache()

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
  // With its ballast made before: the limit is not for that.
  await opened(await here({ path }), 'other')
  const child = await elsewhere({ path }, 1500)
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
