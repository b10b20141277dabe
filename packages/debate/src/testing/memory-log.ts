import type { Clock } from '../engine/ports.ts'
import type { Append, Catalogued, Entry, Log } from '../log.ts'

/** What befalls one append: the disk fails, it is written but the answer is lost, or it takes so many milliseconds. */
export type LogFault = 'fails' | 'lost' | { readonly afterMs: number }

export type MemoryLogOptions = {
  /** What is on disk already. */
  readonly entries?: readonly Entry[]
  readonly epoch?: number
  readonly clock?: Pick<Clock, 'after'>
  /** `nth` counts appends from 1, repeated ones too. */
  readonly fault?: (nth: number, append: Append) => LogFault | null
}

/** The log of one debate in memory, with everything that a test wants to know of it. */
export type MemoryLog = Log & {
  readonly entries: readonly Entry[]
  /** Every append that was tried, in order. */
  readonly tried: readonly Append[]
  /** How many of them wrote something. */
  readonly commits: () => number
  /** Ids of inbox commands that were marked applied. */
  readonly applied: ReadonlySet<string>
  readonly catalogue: () => Catalogued
  readonly ended: () => boolean
  /** Another owner claims the debate: its epoch; appends of every earlier one are fenced from now on. */
  takeOver(): number
}

/** Keeps to the contract of `Log`: fenced by epoch, head and end, repeatable by id, in the order called. */
export function memoryLog({ entries: before = [], epoch = 1, clock, fault = () => null }: MemoryLogOptions = {}): MemoryLog {
  const entries = [...before]
  const tried: Append[] = []
  const applied = new Set<string>()
  let owner = epoch
  let commits = 0
  let catalogue: Catalogued = {}
  let ended = entries.at(-1)?.type === 'debate-ended'
  let turn: Promise<unknown> = Promise.resolve()

  function write(append: Append): 'written' | 'fenced' {
    if (append.epoch !== owner || append.head !== entries.length || ended) return isThere(append) ? 'written' : 'fenced'
    entries.push(...append.entries)
    for (const id of append.applied ?? []) applied.add(id)
    catalogue = { ...catalogue, ...append.catalogue }
    ended = append.ends ?? false
    commits += 1
    return 'written'
  }
  const isThere = (append: Append) => append.entries.length > 0 && append.entries.every(({ id, seq }) => entries[seq - 1]?.id === id)

  async function answer(append: Append, what: LogFault | null): Promise<'written' | 'fenced'> {
    if (what === 'fails') throw new Error('the disk failed')
    if (what !== null && what !== 'lost') await new Promise<void>((resolve) => (clock ? clock.after(what.afterMs, resolve) : resolve()))
    const written = write(append)
    if (what === 'lost') throw new Error('the answer of the disk was lost')
    return written
  }

  return {
    entries,
    tried,
    applied,
    commits: () => commits,
    catalogue: () => catalogue,
    ended: () => ended,
    takeOver: () => ++owner,
    append(append) {
      const what = fault(tried.push(append), append)
      const answered = turn.then(() => answer(append, what))
      turn = answered.catch(() => 'the next append is tried all the same')
      return answered
    },
  }
}
