import type { Command, Entry, Log } from '@quorum/debate'
import type { Documents } from './documents.ts'
import type { Hold, Ledger, Over } from './ledger.ts'

/** A row of the catalogue: mutable facts beside the immutable log. */
export type CatalogueRow = {
  readonly id: string
  readonly tenant: string
  readonly title: string
  readonly tags: readonly string[]
  /**
   * As the last append said (`running`, `paused`, `complete`, ...). A running debate without a living owner is shown as `interrupted`, and
   * one that was opened without an owner and never claimed as `queued`.
   */
  readonly status: string
  readonly protocol: string
  readonly runner: 'cli' | 'server'
  readonly simulated: boolean
  readonly spendNano: number
  /** Something had no known price, so `spendNano` is a lower bound. */
  readonly unpriced: boolean
  readonly head: number
  /** ISO 8601. */
  readonly createdAt: string
  readonly endedAt: string | null
  /** Whether a living session owns it now. */
  readonly owned: boolean
}

export type NewDebate = {
  readonly id: string
  readonly tenant: string
  readonly principal: string
  /** Key of the fences; never sent or exported. */
  readonly secret: string
  readonly title: string
  readonly tags: readonly string[]
  readonly protocol: string
  readonly runner: 'cli' | 'server'
  readonly simulated: boolean
  /** Debate that this one is a copy of. */
  readonly parent?: string
  /** What a search finds it by besides its title: the question, and what a copy brings along. */
  readonly searchText?: string
  /** It waits without an owner for whoever claims it. */
  readonly queued?: true
  /** Set aside for it in the commit that opens it. Each account once. */
  readonly holds?: readonly Hold[]
  readonly entries: readonly Entry[]
  /** What the entries speak of, by hash, in the same commit: whoever else has it may be deleted at any time. */
  readonly blobs?: ReadonlyMap<string, Uint8Array>
}

/** What an owner gets with its claim. */
export type Claim = {
  readonly debateId: string
  readonly epoch: number
  readonly head: number
  readonly secret: string
  readonly tookOver: boolean
}

export type Listing = {
  readonly tenant?: string
  readonly q?: string
  readonly status?: string
  readonly tag?: string
  readonly cursor?: string
  readonly limit?: number
}

/**
 * Where logs live. Every adapter passes `storeContract`. Methods reject only where the disk or the connection fails (`StoreError`, with
 * the way out); everything expected is in the answer. One `Store` is one session: what it claims stays its own while the process lives and
 * its main loop turns, and is free for others as soon as it is closed or dead.
 */
export type Store = Log & {
  /**
   * Creates the debate, its first entries on disk, and owns it (epoch 1), unless it is to be queued. `exists`: the id is taken, by a debate or
   * a tombstone. With `over`, and where the disk has no room to spare (`disk-full`), nothing is written.
   */
  open(debate: NewDebate): Promise<Claim | 'queued' | 'exists' | Over>
  /** Takes an ownerless debate, or one whose owner's session is dead: epoch + 1, so that the first owner of a queued one has epoch 1. */
  claim(debateId: string): Promise<Claim | 'owned' | 'ended' | 'unknown' | 'deleted'>
  /** Gives an owned debate back, so that others may claim it at once. */
  release(debateId: string, epoch: number): Promise<void>
  /**
   * Debates of servers that wait for an owner, oldest first: queued, or under way and without a living one. A paused one waits for people,
   * and is named only when a command waits in its inbox.
   */
  orphans(limit: number): Promise<readonly string[]>

  /** Stored entries with `seq > after`, in order, exactly as appended. */
  read(debateId: string, after: number, limit: number): Promise<readonly Entry[]>
  /** Heads of these debates, for watchers in other processes; unknown ids are left out. */
  heads(debateIds: readonly string[]): Promise<ReadonlyMap<string, number>>

  /**
   * Puts a command into the inbox, durable when it resolves, and in the same commit adds to what is held for the debate. Repeating a command
   * id is `accepted` and has no further effect.
   */
  send(debateId: string, command: Command, holds?: readonly Hold[]): Promise<'accepted' | 'ended' | 'unknown' | 'deleted' | Over>
  /** Commands not yet applied of the debates that this session owns, oldest first. */
  inbox(): Promise<readonly { readonly debateId: string; readonly command: Command }[]>

  /** The key of a debate's fences, for who shows its prompts again; null where it is not there. Everything else but a claim keeps it back. */
  secret(debateId: string): Promise<string | null>
  /** With a `tenant`, what belongs or belonged to another one is `null`. */
  get(debateId: string, tenant?: string): Promise<CatalogueRow | 'deleted' | null>
  /** Newest first; `q` searches title, question and what was said. `cursor` is `next` of the page before. */
  list(listing: Listing): Promise<{ readonly rows: readonly CatalogueRow[]; readonly next: string | null }>
  patch(debateId: string, change: { readonly title?: string; readonly tags?: readonly string[] }): Promise<boolean>
  /**
   * Deletes log, search rows, inbox, documents and blobs, and closes its holds; a tombstone stays and the id is never given again. Refuses
   * while somebody owns it.
   */
  delete(debateId: string): Promise<{ readonly deleted: true; readonly forks: readonly string[] } | 'owned' | 'unknown'>

  /**
   * Sources by hash of their bytes. One stays for a day, and after that while a debate speaks of it or a document of kind `source` has an id
   * that ends in its hash. Refused, like `open`, where the disk has no room to spare.
   */
  putBlob(hash: string, bytes: Uint8Array): Promise<void>
  getBlob(hash: string): Promise<Uint8Array | null>

  readonly documents: Documents
  readonly ledger: Ledger

  /**
   * Whether nobody can have taken what this session owns because its lease ran out; asked at once before what only an owner may do. False
   * while it owns nothing.
   */
  readonly fresh: () => boolean
  /**
   * Hears when another process declared this session dead: everything that it owned is fenced for ever. What is opened or claimed
   * afterwards belongs to a new session. The answer ends the listening.
   */
  onLost(listener: () => void): () => void
  /** Where it keeps its data, for people. */
  readonly location: string
  /** Releases what it owns and closes. */
  close(): Promise<void>
}

/** The disk, the file or the connection failed. `message` says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: 'unwritable' | 'corrupt' | 'newer-schema' | 'disk-full' | 'busy' | 'failed'
  constructor(code: StoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
