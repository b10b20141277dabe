import type { Clock } from '../deployment.ts'

/** An allowance per minute that fills up evenly. It may be overdrawn by what turned out to cost more than was taken. */
export type Bucket = {
  /** Milliseconds until so much can be taken; 0 = now. */
  waitFor(amount: number): number
  take(amount: number): void
}

/** More than a whole minute's allowance is never waited for: such a request goes as soon as the bucket is full. */
export function bucket(perMinute: number, clock: Clock): Bucket {
  let level = perMinute
  let at = clock.now()
  const fill = () => {
    const now = clock.now()
    level = Math.min(perMinute, level + (Math.max(0, now - at) / 60_000) * perMinute)
    at = now
  }
  return {
    waitFor(amount) {
      fill()
      const missing = Math.min(amount, perMinute) - level
      return missing > 0 ? Math.ceil((missing / perMinute) * 60_000) : 0
    },
    take(amount) {
      fill()
      level -= amount
    },
  }
}
