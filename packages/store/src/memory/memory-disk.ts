import type { Command, Entry } from '@quorum/debate'
import type { Document } from '../documents.ts'
import type { Account } from '../ledger.ts'
import type { NewDebate, Store } from '../store.ts'

/** One store's hold on its debates. `dead`: the next claim may take them; `lose` tells the store once that has happened. */
export type MemorySession = { dead: boolean; lost: boolean; lose(): void }

/** The session that a store owns by, a new one after one was lost. */
export type MemoryOwner = {
  session(): MemorySession
  /** Begins a session where there is none, or it was lost. */
  present(): MemorySession
}

/** A command in the inbox of a debate. */
export type Sent = { readonly debate: MemoryDebate; readonly command: Command }

/** A debate as the shared memory keeps it. `number` counts debates as they are opened. */
export type MemoryDebate = Omit<NewDebate, 'entries' | 'searchText' | 'holds' | 'queued' | 'simulated' | 'blobs'> & {
  readonly number: number
  readonly createdAt: string
  readonly entries: Entry[]
  /** Hashes of the blobs that its entries speak of. */
  readonly sources: Set<string>
  readonly said: string[]
  readonly commands: Map<string, Sent>
  title: string
  tags: readonly string[]
  status: string
  simulated: boolean
  spendNano: number
  unpriced: boolean
  endedAt: string | null
  epoch: number
  owner: MemorySession | null
  /** Its last owner died. */
  orphaned: boolean
}

/** What is held for a debate or a call. A call's is lost with its session. */
export type MemoryHold = { readonly session: MemorySession | null; readonly grants: Map<string, number> }

/** What several memory stores share, as processes share a file. */
export type MemoryDisk = {
  readonly debates: Map<string, MemoryDebate>
  /** Deleted debates and whose they were. */
  readonly tombstones: Map<string, string>
  readonly blobs: Map<string, { readonly bytes: Uint8Array; putAt: number }>
  /** By kind and id, in the order in which they were first written. */
  readonly documents: Map<string, Document & { readonly number: number }>
  readonly accounts: Map<string, Account>
  readonly holds: Map<string, MemoryHold>
  /** Sent and not yet applied, oldest first. */
  readonly waiting: Set<Sent>
  readonly sessions: Map<Store, MemorySession>
  /** How many debates and documents were ever made. */
  made: number
  /** For tests: the store's process is as good as killed. What it owned is free for whoever claims it; until then it may go on. */
  kill(store: Store): void
}

export function memoryDisk(): MemoryDisk {
  const sessions = new Map<Store, MemorySession>()
  return {
    debates: new Map(),
    tombstones: new Map(),
    blobs: new Map(),
    documents: new Map(),
    accounts: new Map(),
    holds: new Map(),
    waiting: new Set(),
    sessions,
    made: 0,
    kill(store) {
      const session = sessions.get(store)
      if (session) session.dead = true
    },
  }
}
