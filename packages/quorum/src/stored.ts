import { type NewDebate, type Store, StoreError } from '@quorum/store'
import { Problem } from './problem.ts'

/** Puts a debate and the texts of its sources on disk; throws a `Problem` where the disk has no room. */
export async function stored(debate: NewDebate, blobs: ReadonlyMap<string, Uint8Array>, store: Store): ReturnType<Store['open']> {
  try {
    for (const [hash, bytes] of blobs) await store.putBlob(hash, bytes)
    return await store.open(debate)
  } catch (error) {
    if (error instanceof StoreError && error.code === 'disk-full') throw new Problem('disk-full', error.message)
    throw error
  }
}
