import { type Ending, readEvent } from '@quorum/debate'
import { type CatalogueRow, type Store, StoreError } from '@quorum/store'
import { replayed } from './replayed.ts'
import type { Runs } from './runs.ts'

/** A debate under way. */
export type Started = {
  readonly id: string
  /**
   * Settles when this process is done with the debate, however it ended; rejects only where the store failed for good. Of one that waits in
   * the queue, or that runs elsewhere, it settles once it ended or paused, whoever ran it, or as `released` where this process closes first
   * or nobody is going to run it. Such a debate is looked after only from the first time that this is read.
   */
  readonly ending: Promise<Ending>
}

type Ports = { readonly store: Store; readonly runs: Runs; readonly pollMs: number }

/** A debate that may run anywhere, or nowhere yet. */
export function startedElsewhere(id: string, ports: Ports): Started {
  let ending: Promise<Ending> | null = null
  return {
    id,
    get ending() {
      ending ??= endingOf(id, ports)
      return ending
    },
  }
}

async function endingOf(id: string, { store, runs, pollMs }: Ports): Promise<Ending> {
  for (;;) {
    const run = runs.of(id)
    if (run) return run.ending
    if (runs.released) return { as: 'released' }
    const row = await rowOf(id, store)
    const over = row === 'unread' ? null : await overIn(row, store)
    if (over) return over
    await runs.change(pollMs)
  }
}

/** What the store cannot read now is read at the next look. */
async function rowOf(id: string, store: Store): Promise<CatalogueRow | null | 'unread'> {
  try {
    const row = await store.get(id)
    return row === 'deleted' ? null : row
  } catch (error) {
    if (error instanceof StoreError) return 'unread'
    throw error
  }
}

/** How a debate ended that does not run here; null while somebody runs it, or is going to. */
async function overIn(row: CatalogueRow | null, store: Store): Promise<Ending | null> {
  if (!row) return { as: 'released' }
  if (row.endedAt !== null) {
    const [last] = await store.read(row.id, row.head - 1, 1)
    const event = last && readEvent(last.text)
    if (event?.type !== 'debate-ended') throw new Error(`The log of ${row.id} does not end with debate-ended.`)
    return { as: 'ended', status: event.status, verdict: event.verdict, stopReason: event.stopReason }
  }
  if (row.owned) return null
  if (row.status === 'paused') return { as: 'paused', reason: (await replayed(row.id, store)).paused?.reason ?? 'paused' }
  return row.runner === 'server' ? null : { as: 'released' }
}
