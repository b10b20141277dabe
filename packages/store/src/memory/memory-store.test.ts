import { expect, it } from 'vitest'
import { after, claimed, opened } from '../testing/grounds.ts'
import { storeContract } from '../testing/store-contract.ts'
import { memoryDisk } from './memory-disk.ts'
import { memoryStore } from './memory-store.ts'

storeContract('memory', async () => {
  const disk = memoryDisk()
  return {
    session: async () => memoryStore(disk),
    async abandon(debate, call) {
      const store = memoryStore(disk)
      await store.open(debate)
      if (call) await store.ledger.hold(call.id, call.holds)
      disk.kill(store)
    },
    async passDay() {
      for (const blob of disk.blobs.values()) blob.putAt -= 24 * 3600 * 1000
    },
    async clear() {
      disk.debates.clear()
    },
  }
})

it('lets a session go on that was thought dead, until another claims; then all of it is fenced, and it owns by a new one', async () => {
  const disk = memoryDisk()
  const frozen = memoryStore(disk)
  let losses = 0
  frozen.onLost(() => {
    losses += 1
  })
  const a = await opened(frozen, 'a')
  const b = await opened(frozen, 'b')
  disk.kill(frozen)
  expect(await frozen.append(after(a))).toBe('written')
  const heir = memoryStore(disk)
  expect(await claimed(heir, 'a')).toMatchObject({ epoch: 2, head: 2, tookOver: true })
  expect(losses).toBe(1)
  expect(frozen.fresh()).toBe(false)
  expect(await frozen.append(after(a, { head: 2 }))).toBe('fenced')
  expect(await frozen.append(after(b))).toBe('fenced')
  expect(heir.fresh()).toBe(true)
  expect(await claimed(frozen, 'b')).toMatchObject({ epoch: 2, tookOver: true })
  expect(frozen.fresh()).toBe(true)
  expect(await frozen.append(after(b))).toBe('fenced')
  expect(await heir.claim('b')).toBe('owned')
})
