import { type NewDebate, type Store, StoreError } from '@quorum/store'
import { Problem } from './problem.ts'

/** Puts a debate on disk; throws a `Problem` where the disk has no room. */
export async function stored(debate: NewDebate, store: Store): ReturnType<Store['open']> {
  try {
    return await store.open(debate)
  } catch (error) {
    if (error instanceof StoreError && error.code === 'disk-full') throw new Problem('disk-full', error.message)
    throw error
  }
}
