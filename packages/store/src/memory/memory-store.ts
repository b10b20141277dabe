import { type Answer, type Answers, type Arguments, type Asked, asking } from '../answers.ts'
import { type Store, StoreError } from '../store.ts'
import { catalogueIn } from './catalogue.ts'
import { documentsIn } from './documents.ts'
import { forfeit, ledgerIn } from './ledger.ts'
import { logIn } from './log.ts'
import { type MemoryDisk, type MemoryOwner, type MemorySession, memoryDisk } from './memory-disk.ts'
import { ownershipIn } from './ownership.ts'
import { sweep } from './sweep.ts'

/**
 * A store that forgets everything with the process: for tests, trials and benchmarks. Stores over one `memoryDisk()` are sessions of the
 * same data, as several processes on one file are.
 */
export function memoryStore(disk: MemoryDisk = memoryDisk()): Store {
  const listeners = new Set<() => void>()
  const begun = (): MemorySession => ({
    dead: false,
    lost: false,
    lose() {
      for (const listener of listeners) listener()
    },
  })
  let session = begun()
  const owner: MemoryOwner = {
    session: () => session,
    present() {
      if (session.lost) session = begun()
      if (disk.sessions.get(store) !== session) sweep(disk)
      disk.sessions.set(store, session)
      return session
    },
  }
  const answers: Answers = {
    ...logIn(disk, owner),
    ...ownershipIn(disk, owner),
    ...catalogueIn(disk),
    ...documentsIn(disk),
    ...ledgerIn(disk, owner),
  }
  let closed = false

  async function ask<A extends Asked>(what: A, ...args: Arguments<A>): Promise<Answer<A>> {
    if (closed) throw new StoreError('failed', 'This store is closed.')
    const answer: (...given: Arguments<A>) => Answer<A> = answers[what]
    return answer(...args)
  }
  const store: Store = {
    ...asking(ask),
    fresh: () => disk.sessions.get(store)?.dead === false,
    onLost(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    location: 'memory',
    async close() {
      closed = true
      for (const debate of disk.debates.values()) if (debate.owner === session) debate.owner = null
      forfeit(disk, session)
      disk.sessions.delete(store)
    },
  }
  return store
}
