import type { FailureKind } from '@quorum/debate'
import type { Clock, Deployment } from '../deployment.ts'

/** Milliseconds that an answer may still take to close after its finish reason, and an error to tell its reason. */
export const grace = 1000

export type Phase = 'connecting' | 'waiting' | 'speaking' | 'closing'

type Terms = { readonly clock: Clock; readonly timeouts: Deployment['timeouts']; readonly deadline: number | null }

/**
 * Watches how long nothing happens. One timer, set again only when it fires or the phase changes: a chunk costs a look at the clock.
 * After a frozen process wakes, timers fire before sockets are read; so what seems silent is given one more turn of the loop.
 */
export function patience({ clock, timeouts, deadline }: Terms, onEnd: (kind: FailureKind) => void) {
  let phase: Phase = 'connecting'
  let since = clock.now()
  let suspected = false
  let disarm = arm()
  return {
    /** Something happened. What closes, closes within its grace, whatever happens. */
    enter(next: Phase): void {
      if (phase === 'closing') return
      since = clock.now()
      if (next === phase) return
      phase = next
      rearm()
    },
    /** A sign of life that is no progress. */
    extend(): void {
      if (phase !== 'closing') since = clock.now()
    },
    stop: () => disarm(),
  }

  function limit(): { readonly at: number; readonly kind: FailureKind } {
    const [ms, kind] = {
      connecting: [timeouts.connect, 'timeout-connect'] as const,
      waiting: [timeouts.firstToken, 'timeout-first-token'] as const,
      speaking: [timeouts.idle, 'stalled'] as const,
      closing: [grace, 'cut'] as const,
    }[phase]
    const at = since + ms
    return deadline !== null && deadline < at ? { at: deadline, kind: 'deadline' } : { at, kind }
  }

  function arm(): () => void {
    return clock.after(limit().at - clock.now(), expire)
  }

  function rearm(): void {
    disarm()
    disarm = arm()
  }

  function expire(): void {
    const { at, kind } = limit()
    const late = clock.now() >= at
    if (late && suspected) {
      onEnd(kind)
      return
    }
    suspected = late
    rearm()
  }
}
