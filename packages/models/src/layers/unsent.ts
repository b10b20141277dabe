import type { Failure, FailureKind } from '@quorum/debate'

/** The failure of a request that never left: no attempt, no cost. */
export function unsent(kind: FailureKind, reason: string): Failure {
  return { outcome: 'failure', kind, retryable: false, reason, text: '', attempt: null, nano: 0, basis: 'zero', usage: null }
}
