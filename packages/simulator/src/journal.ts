import { closeSync, openSync, writeSync } from 'node:fs'

/** One request as the vendor saw it. */
export type Entry = {
  /** 1 for the first request since the start or the last reset. */
  number: number
  /** Milliseconds since 1970: when the request's head arrived, and when the answer was over (`null` = not yet). */
  at: number
  ended: number | null
  path: string
  model: string
  /** From `x-quorum-about`; `null` where the client did not say. */
  turnId: string | null
  attempt: number | null
  seat: string | null
  act: string | null
  stream: boolean
  /** The fault that this request was given. */
  fault: string | null
  /** The status that was sent; `null` = none. */
  status: number | null
  /** The request's body arrived to its last byte. */
  received: boolean
  /** The answer was sent to its last byte. */
  completed: boolean
  /** The connection was broken by the fault. */
  broken: boolean
  /** The client closed the connection before the answer was over. */
  left: boolean
  /** Pieces of text sent, and output tokens that the vendor bills. */
  chunks: number
  tokens: number
}

export function blankEntry({ at, path, received = true }: { at: number; path: string; received?: boolean }): Entry {
  const unknown = { ended: null, model: '', turnId: null, attempt: null, seat: null, act: null, stream: false, fault: null, status: null }
  return { number: 0, at, path, received, ...unknown, completed: false, broken: false, left: false, chunks: 0, tokens: 0 }
}

export type Journal = {
  /** Gives the entry its number and notes it, before any byte of the answer. */
  open(entry: Entry): void
  /** Notes it again, when the answer is over. */
  close(entry: Entry): void
  entries(): readonly Readonly<Entry>[]
  clear(): void
  end(): void
}

/** Older entries are forgotten, so that a benchmark can run for ever; the file keeps them. */
const remembered = 100_000

/**
 * Remembers requests, and appends each to `file`, where one is named: a line when it arrives and another with the same `number` when it is
 * over. Appends are synchronous, so that they are there whatever dies next.
 */
export function openJournal(file: string | null): Journal {
  const descriptor = file === null ? null : openSync(file, 'a')
  let entries: Entry[] = []
  let count = 0
  const append = (entry: Entry): void => {
    if (descriptor !== null) writeSync(descriptor, `${JSON.stringify(entry)}\n`)
  }
  return {
    open(entry) {
      entry.number = ++count
      entries.push(entry)
      if (entries.length >= 2 * remembered) entries = entries.slice(remembered)
      append(entry)
    },
    close: append,
    entries: () => entries,
    clear() {
      entries = []
      count = 0
    },
    end() {
      if (descriptor !== null) closeSync(descriptor)
    },
  }
}
