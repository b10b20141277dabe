import { type Answer, type Answers, type Arguments, type Asked, asking } from '../answers.ts'
import { type Store, StoreError } from '../store.ts'
import { catalogueIn } from './catalogue.ts'
import { logIn } from './log.ts'
import { type MemoryDisk, type MemorySession, memoryDisk } from './memory-disk.ts'
import { ownershipIn } from './ownership.ts'

/**
 * A store that forgets everything with the process: for tests, trials and benchmarks. Stores over one `memoryDisk()` are sessions of the
 * same data, as several processes on one file are.
 */
export function memoryStore(disk: MemoryDisk = memoryDisk()): Store {
  const lost = Promise.withResolvers<void>()
  const session: MemorySession = { dead: false, lost: false, lose: lost.resolve }
  const answers: Answers = { ...logIn(disk, session), ...ownershipIn(disk, session), ...catalogueIn(disk) }
  let closed = false

  async function ask<A extends Asked>(what: A, ...args: Arguments<A>): Promise<Answer<A>> {
    if (closed) throw new StoreError('failed', 'This store is closed.')
    const answer: (...given: Arguments<A>) => Answer<A> = answers[what]
    return answer(...args)
  }
  const store: Store = {
    ...asking(ask),
    lost: lost.promise,
    location: 'memory',
    async close() {
      closed = true
      for (const debate of disk.debates.values()) if (debate.owner === session) debate.owner = null
      disk.sessions.delete(store)
    },
  }
  disk.sessions.set(store, session)
  return store
}
