import type { Entry } from '@quorum/debate'
import type { Documents } from './documents.ts'
import type { Ledger } from './ledger.ts'
import { soundHolds, soundNano } from './sound-holds.ts'
import type { Store } from './store.ts'

type Waits<P> = { [K in keyof P]: P[K] extends (...args: never[]) => Promise<unknown> ? K : never }[keyof P]
type Within<N extends string, P> = { readonly [K in keyof P & string as `${N}.${K}`]: P[K] }

/** The calls that the data answers, by one flat name each; the others belong to the session. */
type Calls = Pick<Store, Exclude<Waits<Store>, 'close'>> & Within<'documents', Documents> & Within<'ledger', Ledger>

export type Asked = keyof Calls
export type Arguments<A extends Asked> = Parameters<Calls[A]>
export type Answer<A extends Asked> = Awaited<ReturnType<Calls[A]>>

/** The port without its waiting: what whoever holds the data answers at once. */
export type Answers = { readonly [A in Asked]: (...args: Arguments<A>) => Answer<A> }

/** The answers of one part of the port. */
export type AnswersOf<N extends 'documents' | 'ledger'> = Pick<Answers, Extract<Asked, `${N}.${string}`>>

/** How a question reaches whoever holds the data. */
export type Ask = <A extends Asked>(what: A, ...args: Arguments<A>) => Promise<Answer<A>>

/** The port over one way of asking. A mistake of the caller, as a gap in `seq` is, rejects before anything is asked. */
export function asking(ask: Ask): Pick<Store, Exclude<Waits<Store>, 'close'> | 'documents' | 'ledger'> {
  return {
    append: async (append) => ask('append', gapless(append, append.head)),
    open: async ({ holds = [], ...debate }) => ask('open', { ...gapless(debate, 0), holds: soundHolds(holds) }),
    claim: (debateId) => ask('claim', debateId),
    release: (debateId, epoch) => ask('release', debateId, epoch),
    orphans: (limit) => ask('orphans', limit),
    read: (debateId, after, limit) => ask('read', debateId, after, limit),
    heads: (debateIds) => ask('heads', debateIds),
    send: async (debateId, command, holds = []) => ask('send', debateId, command, soundHolds(holds)),
    inbox: () => ask('inbox'),
    secret: (debateId) => ask('secret', debateId),
    get: (debateId, tenant) => ask('get', debateId, tenant),
    list: (listing) => ask('list', listing),
    patch: (debateId, change) => ask('patch', debateId, change),
    delete: (debateId) => ask('delete', debateId),
    putBlob: (hash, bytes) => ask('putBlob', hash, bytes),
    getBlob: (hash) => ask('getBlob', hash),
    documents: {
      add: (document) => ask('documents.add', document),
      put: (document) => ask('documents.put', document),
      get: (kind, id) => ask('documents.get', kind, id),
      take: (kind, id) => ask('documents.take', kind, id),
      list: (listing) => ask('documents.list', listing),
      remove: (kind, id) => ask('documents.remove', kind, id),
    },
    ledger: {
      hold: async (callId, holds) => ask('ledger.hold', callId, soundHolds(holds)),
      settle: async (callId, nano) => ask('ledger.settle', callId, soundNano(nano)),
      accounts: (which) => ask('ledger.accounts', which),
    },
  }
}

function gapless<T extends { readonly entries: readonly Entry[] }>(written: T, head: number): T {
  const wrong = written.entries.find(({ seq }, index) => seq !== head + index + 1)
  if (wrong) throw new RangeError(`Entry ${wrong.id} has seq ${wrong.seq}, which does not follow on from head ${head}.`)
  return written
}
