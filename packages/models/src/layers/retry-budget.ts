import type { Clock } from '../deployment.ts'

/** How many retries a deployment may still see: a tenth of its calls and ten a minute, so that a sick vendor is not asked twice as much. */
export type RetryBudget = { called(): void; take(): boolean }

const perCall = 0.1
const perMinute = 10
const most = 100

export function retryBudget(clock: Clock): RetryBudget {
  let left = perMinute
  let since = clock.now()
  const add = (amount: number) => {
    left = Math.min(most, left + amount)
  }
  return {
    called: () => add(perCall),
    take() {
      const now = clock.now()
      if (left < perMinute) add(Math.min(perMinute - left, (Math.max(0, now - since) / 60_000) * perMinute))
      since = now
      if (left < 1) return false
      left--
      return true
    },
  }
}
