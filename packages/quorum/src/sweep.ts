import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '@quorum/store'
import { Problem } from './problem.ts'
import type { Report } from './quorum.ts'
import type { Runs } from './runs.ts'
import type { TakeUp } from './take-up.ts'

export type SweepOptions = {
  /** Milliseconds between looks for debates that nobody runs. */
  readonly everyMs?: number
  /** Debates at work in this process at most; more are queued. */
  readonly capacity?: number
  /** Debates that may wait for room; more are refused as `busy`. */
  readonly queueLimit?: number
}

type Ports = {
  readonly store: Store
  readonly runs: Runs
  readonly takeUp: TakeUp
  /** Told of what failed where nobody waits for an answer. */
  readonly report: Report
}

/**
 * What makes a server go on by itself with its debates: those of dead processes, those that were queued, those that somebody spoke to. It
 * ends when its runs are released.
 */
export type Sweep = {
  /** Whether what starts now has to wait: enough runs here, or others wait already. */
  readonly full: boolean
  /** Keeps room for one that is about to run, until the answer is called; null where it has to wait. Throws `busy` where too many wait. */
  place(): Promise<(() => void) | null>
  /** Somebody spoke to a debate that could not go on before: it is tried again at the next look. */
  wake(debateId: string): void
}

/** Debates taken up together: their claims share a commit. */
const batch = 64
/** Milliseconds until a debate that could not go on is tried again: doubled each time, up to the longest. */
const rest = { first: 2000, longest: 60_000 }

export function sweeping({ store, runs, takeUp, report }: Ports, options: SweepOptions = {}): Sweep {
  const { everyMs = 1000, capacity = 2000, queueLimit = 2000 } = options
  const resting = new Map<string, { readonly until: number; readonly ms: number }>()
  /** The last look left some waiting for want of room. */
  let behind = false
  /** Debates that are about to run. */
  let coming = 0
  const room = () => capacity - runs.busy - coming
  const isFull = () => behind || room() <= 0

  function layAside(debateId: string): void {
    const ms = Math.min(2 * (resting.get(debateId)?.ms ?? rest.first / 2), rest.longest)
    resting.set(debateId, { until: performance.now() + ms, ms })
  }

  /** Goes on with one debate; one that cannot begin, or pauses by itself, rests before it is tried again. */
  async function goOn(debateId: string): Promise<void> {
    coming += 1
    try {
      const row = await store.get(debateId)
      const started = row === null || row === 'deleted' ? row : await takeUp(row, { as: 'room' })
      if (started === null || typeof started === 'string') return
      const aside = () => layAside(debateId)
      started.ending.then(({ as }) => (as === 'paused' ? aside() : resting.delete(debateId)), aside)
    } catch (error) {
      if (!runs.released && !resting.has(debateId)) report(error, { debateId })
      layAside(debateId)
    } finally {
      coming -= 1
    }
  }

  async function look(): Promise<void> {
    for (;;) {
      const found = new Set(await store.orphans(batch + resting.size))
      for (const id of resting.keys()) if (!found.has(id) && !runs.of(id)) resting.delete(id)
      const now = performance.now()
      const due = [...found].filter((id) => !runs.of(id) && (resting.get(id)?.until ?? 0) <= now).slice(0, batch)
      const taken = due.slice(0, Math.max(0, room()))
      behind = taken.length < due.length
      await Promise.all(taken.map(goOn))
      if (taken.length < batch || runs.released) return
    }
  }

  async function keepLooking(): Promise<void> {
    while (!runs.released) {
      await look().catch((error: unknown) => runs.released || report(error))
      await (behind ? runs.change(everyMs) : sleep(everyMs, undefined, { ref: false }))
    }
  }

  void keepLooking()
  return {
    get full() {
      return isFull()
    },
    async place() {
      if (!isFull()) {
        coming += 1
        return () => {
          coming -= 1
        }
      }
      if ((await store.orphans(queueLimit)).length < queueLimit) return null
      throw new Problem('busy', `${capacity} debates run here and ${queueLimit} wait. Try again in half a minute.`, { retryAfter: 30 })
    },
    wake: (debateId) => resting.delete(debateId),
  }
}
