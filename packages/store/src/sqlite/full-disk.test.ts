import { existsSync, statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Claim, Store } from '../store.ts'
import { emptyFolder } from '../testing/folder.ts'
import { after, claimed, debate, ending, entry, opened } from '../testing/grounds.ts'
import { elsewhere, here } from '../testing/sessions.ts'
import { canMount, smallDisk } from '../testing/small-disk.ts'
import { sqliteStore } from './sqlite-store.ts'

enableCompileCache()

const full = { name: 'StoreError', code: 'disk-full' }
const told = (seq: number) => entry(seq, JSON.stringify({ text: 'x'.repeat(100_000) }))

/** Appends until the store rejects; gives the head that was reached. */
async function appendedUntilFull(store: Store, claim: Claim, head: number): Promise<number> {
  for (;;) {
    try {
      await store.append(after(claim, { head, entries: [told(head + 1)] }))
      head += 1
    } catch (error) {
      expect(error).toMatchObject(full)
      return head
    }
  }
}

it('makes its ballast of real blocks with the first debate, and none for who only reads', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const store = await here({ path })
  await store.list({})
  expect(existsSync(`${path}-ballast`)).toBe(false)
  await opened(store, 'a')
  expect(statSync(`${path}-ballast`).blocks * 512).toBeGreaterThanOrEqual(8 * 1024 * 1024)
})

it.skipIf(!canMount)('brings what runs to its end on a full disk, begins nothing new, and begins again when there is room', async () => {
  const disk = smallDisk()
  const path = join(disk.folder, 'quorum.db')
  const store = await here({ path })
  const a = await opened(store, 'a')
  const b = await opened(store, 'b', { holds: [{ account: 'key', cap: null, grant: 9 }] })
  disk.fill()

  expect(await store.append(after(a, { entries: [told(2)] }))).toBe('written')
  expect(existsSync(`${path}-ballast`)).toBe(false)
  await expect(store.open(debate('c'))).rejects.toMatchObject(full)
  await expect(store.open(debate('c', { queued: true, holds: [{ account: 'key', cap: null, grant: 9 }] }))).rejects.toMatchObject(full)
  await expect(store.putBlob('hash', Uint8Array.of(1))).rejects.toMatchObject(full)
  expect(await store.send('a', { id: 'one', at: '', type: 'pause' })).toBe('accepted')
  expect(await store.documents.add({ kind: 'note', id: 'n', tenant: 'local', text: '{}' })).toBeNull()
  expect(await store.append(after(a, { head: 2, applied: ['one'], catalogue: { status: 'paused' } }))).toBe('written')
  expect(await store.append(ending(b))).toBe('written')
  expect((await store.list({})).rows).toMatchObject([
    { id: 'b', status: 'complete' },
    { id: 'a', status: 'paused', head: 3 },
  ])
  expect(await store.ledger.accounts({ prefix: '' })).toMatchObject([{ id: 'key', held: 0 }])

  disk.clear()
  await opened(store, 'c')
  expect(existsSync(`${path}-ballast`)).toBe(true)
  await store.putBlob('hash', Uint8Array.of(1))
})

it.skipIf(!canMount)('keeps what it acknowledged when the ballast is used up too, and goes on when there is room', async () => {
  const disk = smallDisk()
  const path = join(disk.folder, 'quorum.db')
  const store = await here({ path })
  const a = await opened(store, 'a')
  disk.fill()
  const head = await appendedUntilFull(store, a, 1)
  expect(head).toBeGreaterThan(40)
  expect((await store.read('a', 0, 1000)).map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, index) => index + 1))
  await expect(store.send('a', { id: 'long', at: '', type: 'interject', text: 'x'.repeat(100_000) })).rejects.toMatchObject(full)
  disk.clear()
  expect(await store.append(ending(a, { head }))).toBe('written')
  await opened(store, 'b')
})

it.skipIf(!canMount)('lets another process take over on a full disk, and bring to its end what was left', async () => {
  const disk = smallDisk()
  const path = join(disk.folder, 'quorum.db')
  const child = await elsewhere({ path })
  await child.call('open', debate('a', { runner: 'server' }))
  disk.fill()
  await child.kill()

  const store = await here({ path })
  expect((await store.list({})).rows).toMatchObject([{ id: 'a', status: 'interrupted' }])
  expect(await store.orphans(10)).toEqual(['a'])
  const claim = await claimed(store, 'a')
  expect(await store.append(ending(claim))).toBe('written')
  await expect(store.open(debate('b'))).rejects.toMatchObject(full)
})

it.skipIf(!canMount)('opens on a full disk, and goes on with what was left', async () => {
  const disk = smallDisk()
  const path = join(disk.folder, 'quorum.db')
  const before = await sqliteStore({ path })
  await opened(before, 'a', { runner: 'server' })
  await before.close()
  disk.fill()

  const store = await here({ path })
  expect((await store.list({})).rows).toMatchObject([{ id: 'a', status: 'interrupted' }])
  expect(await store.append(ending(await claimed(store, 'a')))).toBe('written')
  await expect(store.open(debate('b'))).rejects.toMatchObject(full)
})
