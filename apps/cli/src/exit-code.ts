import type { DebateView } from '@quorum/debate'

/**
 * What a debate's outcome tells the shell: 0 verdict, 3 no quorum, stopped without a verdict or below the
 * confidence asked for, 4 budget and 6 deadline without a verdict, 5 every provider failed, 130 not over.
 */
export function exitCodeOf({ status, verdict }: DebateView, failUnder = 0): number {
  if (verdict) return verdict.confidence.value < failUnder ? 3 : 0
  switch (status) {
    case 'budget':
      return 4
    case 'deadline':
      return 6
    case 'failed':
      return 5
    case 'running':
    case 'paused':
    case 'interrupted':
    case 'queued':
      return 130
    default:
      return 3
  }
}
