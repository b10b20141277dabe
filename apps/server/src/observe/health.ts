import type { Store } from '@quorum/store'
import type { Lag } from '../door/lag.ts'

/** Why a server should be sent nothing now; null where it may. */
export type Readiness = () => Promise<string | null>

/** Milliseconds that an answer about the store holds, so that probes cost it nothing. */
const believedMs = 1000
/** Milliseconds that a write may take. */
const patienceMs = 2000
/** Milliseconds that the process may be behind its clock for a while. */
const lagMs = 500

/** Whether a server can do its work: not draining, not behind its clock, store taking writes. */
export function readiness(store: Store, draining: AbortSignal, lag: Lag): Readiness {
  let asked = Number.NEGATIVE_INFINITY
  let written: Promise<string | null> = Promise.resolve(null)

  return async () => {
    if (draining.aborted) return 'The server is being shut down.'
    if (lag.ms() > lagMs) return `The process is ${Math.round(lag.ms())} ms behind its clock.`
    if (performance.now() - asked > believedMs) {
      asked = performance.now()
      written = writable(store)
    }
    return written
  }
}

async function writable({ documents }: Store): Promise<string | null> {
  const late = Promise.withResolvers<string>()
  const timer = setTimeout(() => late.resolve(`The store took no write within ${patienceMs} ms.`), patienceMs)
  const text = '{}'
  const written = documents.put({ kind: 'probe', id: 'ready', tenant: 'local', text, expiresAt: 1 }).then(
    () => null,
    (error: unknown) => `The store takes no writes: ${error instanceof Error ? error.message : String(error)}`,
  )
  try {
    return await Promise.race([written, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
