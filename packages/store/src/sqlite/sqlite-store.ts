import { resolve } from 'node:path'
import { asking } from '../answers.ts'
import type { Store } from '../store.ts'
import { type Lease, usualLease } from './lease.ts'
import { beat, isFresh, newPulse } from './pulse.ts'
import { startThread } from './thread.ts'

export type SqliteOptions = {
  /** The database file; it and its folder are made if need be. Beside it lie `<path>-wal`, `<path>-shm`, `<path>-sessions/` and 8 MiB of `<path>-ballast`. Local disks only. */
  readonly path: string
  /** How long a write waits, in ms, for other processes to finish theirs, before it rejects as `busy`. */
  readonly busyMs?: number
  /** For tests: other times than the usual ones of a session's lease. */
  readonly lease?: Partial<Lease>
}

/**
 * A store in one SQLite file, which several processes may use at once. The database lives in a worker thread; writes that come together
 * share one commit, and resolve when it is synced. Rejects with a `StoreError` that says what to do if the file cannot be used. It does
 * not keep the process alive; without `close()`, what it owned counts as left by a dead process.
 */
export async function sqliteStore({ path, busyMs = 10_000, lease = {} }: SqliteOptions): Promise<Store> {
  const location = resolve(path)
  const times = { ...usualLease, ...lease }
  const pulse = newPulse()
  beat(pulse)
  const { ask, onLost, close } = await startThread({ path: location, busyMs, lease: times, pulse })
  const beating = setInterval(() => beat(pulse), times.stallMs / 5).unref()
  return {
    ...asking(ask),
    fresh: () => isFresh(pulse, times),
    onLost,
    location,
    close() {
      clearInterval(beating)
      return close()
    },
  }
}
