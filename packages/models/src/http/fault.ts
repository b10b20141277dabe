import type { FailureKind } from '@quorum/debate'

/** What went wrong on the wire. `reason` may still hold a key: it is redacted where the failure is made. */
export type Fault = { readonly kind: FailureKind; readonly reason: string; readonly retryAfterMs?: number }

const final: ReadonlySet<FailureKind> = new Set([
  'quota-exhausted',
  'auth',
  'not-found',
  'bad-request',
  'context-length',
  'content-filter',
  'refused',
  'aborted',
  'budget',
  'deadline',
])

/** Whether the same request may succeed later, or at another deployment. */
export const retryable = (kind: FailureKind): boolean => !final.has(kind)
