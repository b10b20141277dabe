/** An event on its way to disk: its unique id, its type, and the exact JSON text that is stored and later sent. */
export type Entry = { readonly id: string; readonly seq: number; readonly type: string; readonly text: string }

/** The mutable catalogue facts that change with an append; kept beside the log, in the same transaction. */
export type Catalogued = {
  readonly status?: string
  readonly title?: string
  readonly spendNano?: number
  /** Something had no known price, so `spendNano` is a lower bound. */
  readonly unpriced?: boolean
  /** Something of it was made up by a simulator. */
  readonly simulated?: boolean
  readonly searchText?: string
}

export type Append = {
  readonly debateId: string
  /** The fencing epoch that the owner got with its claim. */
  readonly epoch: number
  /** The last seq before these entries; `entries[0].seq` is `head + 1`. */
  readonly head: number
  readonly entries: readonly Entry[]
  /** Inbox commands whose effect these entries record. */
  readonly applied?: readonly string[]
  readonly catalogue?: Catalogued
  /** Closes the log: no append is taken afterwards, by anyone. */
  readonly ends?: true
}

/**
 * Where one owner writes a debate's facts.
 * `append` resolves `written` once all entries are on disk, all or none; `fenced` when another owner, another head or the end of the log
 * stands in the way, and then nothing was written. Entries that are already there under the same ids count as written, so a commit whose
 * answer was lost can be repeated. Appends of one debate are taken in the order called. It rejects only where the disk itself fails.
 */
export type Log = { append(append: Append): Promise<'written' | 'fenced'> }

/** A person's wish for a debate, durable from the moment it is acknowledged, applied once by the owner. */
export type Command = { readonly id: string; readonly at: string } & (
  | { readonly type: 'pause' | 'stop' | 'go-on' | 'finish' }
  | { readonly type: 'resume'; readonly conclude?: boolean }
  | { readonly type: 'extend'; readonly rounds?: number; readonly budgetUsd?: number; readonly deadlineMs?: number }
  | { readonly type: 'interject'; readonly text: string; readonly to?: string; readonly by?: string }
  | {
      readonly type: 'speak'
      readonly turnId: string
      readonly argument: string
      readonly answer?: string
      readonly confidence?: number | null
    }
  | { readonly type: 'vote'; readonly answer?: string; readonly turnId?: string; readonly by?: string }
)
