import type { Command, Entry } from '@quorum/debate'
import type { NewDebate, Store } from '../store.ts'

/** One store's hold on its debates. `dead`: the next claim may take them; `lose` tells the store once that has happened. */
export type MemorySession = { dead: boolean; lost: boolean; lose(): void }

/** A command in the inbox of a debate. */
export type Sent = { readonly debate: MemoryDebate; readonly command: Command }

/** A debate as the shared memory keeps it. `number` counts debates as they are opened. */
export type MemoryDebate = Omit<NewDebate, 'entries' | 'searchText'> & {
  readonly number: number
  readonly createdAt: string
  readonly entries: Entry[]
  readonly said: string[]
  readonly commands: Map<string, Sent>
  title: string
  tags: readonly string[]
  status: string
  spendNano: number
  endedAt: string | null
  epoch: number
  owner: MemorySession | null
  /** Its last owner died. */
  orphaned: boolean
}

/** What several memory stores share, as processes share a file. */
export type MemoryDisk = {
  readonly debates: Map<string, MemoryDebate>
  readonly tombstones: Set<string>
  readonly blobs: Map<string, Uint8Array>
  /** Sent and not yet applied, oldest first. */
  readonly waiting: Set<Sent>
  readonly sessions: Map<Store, MemorySession>
  opened: number
  /** For tests: the store's process is as good as killed. What it owned is free for whoever claims it; until then it may go on. */
  kill(store: Store): void
}

export function memoryDisk(): MemoryDisk {
  const sessions = new Map<Store, MemorySession>()
  return {
    debates: new Map(),
    tombstones: new Set(),
    blobs: new Map(),
    waiting: new Set(),
    sessions,
    opened: 0,
    kill(store) {
      const session = sessions.get(store)
      if (session) session.dead = true
    },
  }
}
