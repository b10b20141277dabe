import type { Clock } from '../deployment.ts'

/** How many retries a deployment may still see: a tenth of its calls and ten a minute, so that a sick vendor is not asked twice as much. */
export type RetryBudget = { called(): void; take(): boolean }

// Counted in tenths of a retry, because sums of 0.1 are not whole.
const retry = 10
const perMinute = 10 * retry
const most = 10 * perMinute

export function retryBudget(clock: Clock): RetryBudget {
  let left = perMinute
  let since = clock.now()
  return {
    called() {
      left = Math.min(most, left + 1)
    },
    take() {
      const now = clock.now()
      const minutes = Math.max(0, now - since) / 60_000
      since = now
      if (left < perMinute) left = Math.min(perMinute, left + minutes * perMinute)
      if (left < retry) return false
      left -= retry
      return true
    },
  }
}
