import { readEvent } from '@quorum/debate'
import type { Store } from '@quorum/store'
import type { Hub, Told } from './hub.ts'

export type Watching = {
  /** Events with a higher seq only. */
  readonly after?: number
  readonly signal?: AbortSignal
  /** Go on waiting where no living process runs the debate, instead of ending there. */
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
 * debate is gone, and (unless `stay`) where nobody runs it. A reader that is slow waits for nobody and nobody waits for it.
 */
export async function* watch(debateId: string, { after = 0, signal, stay = false }: Watching, ports: Ports): AsyncGenerator<Told, void> {
  const { store, hubOf, pollMs } = ports
  const queue: Told[] = []
  let wake = (): void => undefined
  let hub: Hub | null = null
  let leave = (): void => undefined
  let last = after
  const woken = () => wake()
  const take = (told: Told): void => {
    if (queue.push(told) > patience) queue.splice(0)
    wake()
  }
  signal?.addEventListener('abort', woken, { once: true })
  try {
    while (!signal?.aborted) {
      const now = hubOf(debateId)
      const joined = now !== hub
      if (joined) {
        leave()
        hub = now
        leave = hub?.listen(take) ?? leave
      }
      for (let stored = await store.read(debateId, last, page); stored.length > 0; stored = await store.read(debateId, last, page)) {
        for (const { seq, text } of stored) {
          if (signal?.aborted) return
          const event = readEvent(text)
          yield { seq, type: event.type, text, event }
          last = seq
          if (event.type === 'debate-ended') return
        }
      }
      if (joined && hub) yield* hub.snapshots()
      for (let told = queue.shift(); told; told = queue.shift()) {
        if (told.seq !== null && told.seq <= last) continue
        if (told.seq !== null && told.seq > last + 1) break
        if (told.seq !== null) last = told.seq
        yield told
        if (told.type === 'debate-ended') return
        if (signal?.aborted) return
      }
      if (queue.length > 0) continue
      if (!hubOf(debateId) && !(await goesOn(debateId, stay, store, last))) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, hub ? 10 * pollMs : pollMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        if (queue.length > 0 || signal?.aborted) wake()
      })
      wake = () => undefined
    }
  } finally {
    leave()
    signal?.removeEventListener('abort', woken)
  }
}

/** Whether there is anything to wait for: the debate is there, and somebody runs it or wrote more. */
async function goesOn(debateId: string, stay: boolean, store: Store, last: number): Promise<boolean> {
  const row = await store.get(debateId)
  if (row === null || row === 'deleted') return false
  return stay || row.owned || row.head > last
}
