import type { Command, Entry, Log } from '@quorum/debate'

/** A row of the catalogue: mutable facts beside the immutable log. */
export type CatalogueRow = {
  readonly id: string
  readonly tenant: string
  readonly title: string
  readonly tags: readonly string[]
  /** As the last append said (`running`, `paused`, `complete`, ...). A running debate without a living owner is shown as `interrupted`. */
  readonly status: string
  readonly protocol: string
  readonly runner: 'cli' | 'server'
  readonly simulated: boolean
  readonly spendNano: number
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
  readonly entries: readonly Entry[]
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
  /** Creates the debate and owns it (epoch 1), its first entries on disk. `exists`: the id is taken, by a debate or a tombstone. */
  open(debate: NewDebate): Promise<Claim | 'exists'>
  /** Takes an ownerless running debate, or one whose owner's session is dead: epoch + 1. */
  claim(debateId: string): Promise<Claim | 'owned' | 'ended' | 'unknown' | 'deleted'>
  /** Gives an owned debate back, so that others may claim it at once. */
  release(debateId: string, epoch: number): Promise<void>

  /** Stored entries with `seq > after`, in order, exactly as appended. */
  read(debateId: string, after: number, limit: number): Promise<readonly Entry[]>
  /** Heads of these debates, for watchers in other processes; unknown ids are left out. */
  heads(debateIds: readonly string[]): Promise<ReadonlyMap<string, number>>

  /** Puts a command into the inbox, durable when it resolves. Repeating a command id is `accepted` and has no further effect. */
  send(debateId: string, command: Command): Promise<'accepted' | 'ended' | 'unknown' | 'deleted'>
  /** Commands not yet applied of the debates that this session owns, oldest first. */
  inbox(): Promise<readonly { readonly debateId: string; readonly command: Command }[]>

  get(debateId: string): Promise<CatalogueRow | 'deleted' | null>
  /** Newest first; `q` searches title, question and what was said. `cursor` is `next` of the page before. */
  list(listing: Listing): Promise<{ readonly rows: readonly CatalogueRow[]; readonly next: string | null }>
  patch(debateId: string, change: { readonly title?: string; readonly tags?: readonly string[] }): Promise<boolean>
  /** Deletes log, search rows, inbox and blobs; a tombstone stays and the id is never given again. Refuses while somebody owns it. */
  delete(debateId: string): Promise<{ readonly deleted: true; readonly forks: readonly string[] } | 'owned' | 'unknown'>

  /** Sources by hash of their bytes. */
  putBlob(hash: string, bytes: Uint8Array): Promise<void>
  getBlob(hash: string): Promise<Uint8Array | null>

  /** Resolves when another process declared this session dead: stop owning, everything is fenced. */
  readonly lost: Promise<void>
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
