import { readEvent } from '@quorum/debate'
import type { Store } from '@quorum/store'
import type { Hub, Told } from './hub.ts'

export type Watching = {
  /** Events with a higher seq only. */
  readonly after?: number
  readonly signal?: AbortSignal
  /** Go on waiting where no living process runs a debate that has not ended, instead of ending there. */
  readonly stay?: boolean
}

type Ports = {
  readonly store: Store
  /** The hub of a debate that runs in this process. */
  hubOf(debateId: string): Hub | null
  readonly pollMs: number
}

/** Events that a slow reader may leave waiting; then what is live is dropped and what is recorded is read again from the store. */
const patience = 2000
const page = 500

/**
 * Everything recorded after a seq in order and without a gap, then what happens, recorded and live. It ends after `debate-ended`, when the
 * debate is gone, and (unless `stay`) where nobody runs it. A reader that is slow waits for nobody and nobody waits for it. Who comes late,
 * or was too slow, is given the turns in flight as `turn-snapshot`.
 */
export async function* watch(debateId: string, { after = 0, signal, stay = false }: Watching, ports: Ports): AsyncGenerator<Told, void> {
  const { store, hubOf, pollMs } = ports
  const queue: Told[] = []
  let hub: Hub | null = null
  let leave = (): void => undefined
  let wake = (): void => undefined
  let last = after
  /** The store may hold more than the queue leads to. */
  let behind = true
  const take = (told: Told): void => {
    if (queue.push(told) > patience) {
      queue.length = 0
      behind = true
    }
    wake()
  }
  const woken = () => wake()
  signal?.addEventListener('abort', woken, { once: true })

  function join(): void {
    const now = hubOf(debateId)
    if (now === hub) return
    leave()
    hub = now
    leave = hub?.listen(take) ?? (() => undefined)
    behind = true
  }

  async function* caughtUp(): AsyncGenerator<Told, void> {
    behind = false
    for (let entries = await store.read(debateId, last, page); entries.length > 0; entries = await store.read(debateId, last, page))
      for (const { seq, text } of entries) {
        const event = readEvent(text)
        last = seq
        yield { seq, type: event.type, text, event }
        if (signal?.aborted) return
      }
    // Words from before an event that was just read come too late; those of turns in flight are in the snapshots.
    queue.splice(0, queue.findLastIndex(({ seq }) => seq !== null && seq <= last) + 1)
    yield* hub?.snapshots() ?? []
  }

  /** What the hub said since; stops where an event is missing in between. */
  function* queued(): Generator<Told, void> {
    for (let told = queue.shift(); told && !behind; told = queue.shift()) {
      if (told.seq !== null && told.seq <= last) continue
      behind = told.seq !== null && told.seq > last + 1
      if (behind) return
      last = told.seq ?? last
      yield told
    }
  }

  /** Resolves when something came, when the reader gave up, and after a while all the same: then the store is looked into. */
  function something(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => {
          behind = true
          resolve()
        },
        hub ? 10 * pollMs : pollMs,
      )
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (queue.length > 0 || behind || signal?.aborted) wake()
    })
  }

  try {
    while (!signal?.aborted) {
      join()
      for await (const told of behind ? caughtUp() : queued()) {
        yield told
        if (told.type === 'debate-ended' || signal?.aborted) return
      }
      if (behind || queue.length > 0) continue
      if (!hubOf(debateId) && !(await goesOn(debateId, stay, store, last))) return
      await something()
    }
  } finally {
    leave()
    signal?.removeEventListener('abort', woken)
  }
}

/** Whether there is anything to wait for: the debate is there, and somebody runs it, is going to, or wrote more. */
async function goesOn(debateId: string, stay: boolean, store: Store, last: number): Promise<boolean> {
  const row = await store.get(debateId)
  if (row === null || row === 'deleted') return false
  return row.head > last || (row.endedAt === null && (stay || row.owned || row.status === 'queued'))
}
