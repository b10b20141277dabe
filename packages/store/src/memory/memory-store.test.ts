import { expect, it } from 'vitest'
import { after, claimed, opened } from '../testing/grounds.ts'
import { storeContract } from '../testing/store-contract.ts'
import { memoryDisk } from './memory-disk.ts'
import { memoryStore } from './memory-store.ts'

storeContract('memory', async () => {
  const disk = memoryDisk()
  return {
    session: async () => memoryStore(disk),
    async abandon(debate) {
      const store = memoryStore(disk)
      await store.open(debate)
      disk.kill(store)
    },
    async clear() {
      disk.debates.clear()
    },
  }
})

it('lets a session go on that was thought dead, until another claims; then it is lost and fenced everywhere', async () => {
  const disk = memoryDisk()
  const frozen = memoryStore(disk)
  const a = await opened(frozen, 'a')
  const b = await opened(frozen, 'b')
  disk.kill(frozen)
  expect(await frozen.append(after(a))).toBe('written')
  const heir = memoryStore(disk)
  expect(await claimed(heir, 'a')).toMatchObject({ epoch: 2, head: 2, tookOver: true })
  await frozen.lost
  expect(await frozen.append(after(a, { head: 2 }))).toBe('fenced')
  expect(await frozen.append(after(b))).toBe('fenced')
  await expect(frozen.claim('b')).rejects.toMatchObject({ name: 'StoreError', code: 'failed' })
  expect(await claimed(heir, 'b')).toMatchObject({ tookOver: true })
})
