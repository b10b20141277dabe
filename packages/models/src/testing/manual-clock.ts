import type { Clock } from '../deployment.ts'

/** A clock that stands still until it is told to go on. */
export type ManualClock = Clock & {
  /** Goes on by so many milliseconds, running what falls due on the way in order, and lets promises settle in between. */
  advance(ms: number): Promise<void>
  /** Timers that were set and neither ran nor were cancelled. */
  readonly pending: () => number
}

export function manualClock(start = 1_000_000): ManualClock {
  let now = start
  let set = 0
  const timers = new Map<number, { readonly due: number; readonly run: () => void }>()
  return {
    now: () => now,
    after(ms, run) {
      const id = set++
      timers.set(id, { due: now + Math.max(0, ms), run })
      return () => void timers.delete(id)
    },
    async advance(ms) {
      const end = now + ms
      for (;;) {
        await settled()
        const next = [...timers].filter(([, { due }]) => due <= end).sort(([a, one], [b, other]) => one.due - other.due || a - b)[0]
        if (!next) break
        timers.delete(next[0])
        now = Math.max(now, next[1].due)
        next[1].run()
      }
      now = end
      await settled()
    },
    pending: () => timers.size,
  }
}

/** Everything that waits for nothing but promises has happened. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
