import type { Entry } from '@quorum/debate'
import type { Store } from './store.ts'

/** The calls that the data answers; `lost`, `location` and `close` belong to the session. */
export type Asked = Exclude<{ [K in keyof Store]: Store[K] extends (...args: never[]) => unknown ? K : never }[keyof Store], 'close'>
export type Arguments<A extends Asked> = Parameters<Store[A]>
export type Answer<A extends Asked> = Awaited<ReturnType<Store[A]>>

/** The port without its waiting: what whoever holds the data answers at once. */
export type Answers = { readonly [A in Asked]: (...args: Arguments<A>) => Answer<A> }

/** How a question reaches whoever holds the data. */
export type Ask = <A extends Asked>(what: A, ...args: Arguments<A>) => Promise<Answer<A>>

/** The port over one way of asking. A gap in `seq` is a mistake of the caller and rejects before anything is asked. */
export function asking(ask: Ask): Pick<Store, Asked> {
  return {
    append: async (append) => ask('append', gapless(append, append.head)),
    open: async (debate) => ask('open', gapless(debate, 0)),
    claim: (debateId) => ask('claim', debateId),
    release: (debateId, epoch) => ask('release', debateId, epoch),
    read: (debateId, after, limit) => ask('read', debateId, after, limit),
    heads: (debateIds) => ask('heads', debateIds),
    send: (debateId, command) => ask('send', debateId, command),
    inbox: () => ask('inbox'),
    get: (debateId) => ask('get', debateId),
    list: (listing) => ask('list', listing),
    patch: (debateId, change) => ask('patch', debateId, change),
    delete: (debateId) => ask('delete', debateId),
    putBlob: (hash, bytes) => ask('putBlob', hash, bytes),
    getBlob: (hash) => ask('getBlob', hash),
  }
}

function gapless<T extends { readonly entries: readonly Entry[] }>(written: T, head: number): T {
  const wrong = written.entries.find(({ seq }, index) => seq !== head + index + 1)
  if (wrong) throw new RangeError(`Entry ${wrong.id} has seq ${wrong.seq}, which does not follow on from head ${head}.`)
  return written
}
