import type { Attempt } from '../debate.ts'
import type { Basis, Failure, Finish, Usage } from '../model.ts'

/** What an attempt cost, as the log keeps it. */
export type Bill = { readonly nano: number | null; readonly basis: Basis; readonly usage: Usage | null; readonly overrun?: number }

/** What was never on the wire cost nothing. */
export const nothing: Bill = { nano: 0, basis: 'zero', usage: null }

/** All that was reserved, where nobody can know. */
export const worst = ({ reserveNano }: Attempt): Bill => ({ nano: reserveNano, basis: 'worst', usage: null })

/**
 * The bill of an attempt from what its model says of it, in whole nano-dollars; what makes no sense is taken for the whole reserve. What was
 * billed beyond the reserve is an overrun and stands beside it, so that no vendor can break a budget.
 */
export function billOf({ nano, basis, usage }: Finish | Failure, attempt: Attempt): Bill {
  const { reserveNano } = attempt
  const whole = nano === null ? null : Math.ceil(nano)
  if (whole === null ? reserveNano !== null : !Number.isSafeInteger(whole) || whole < 0) return worst(attempt)
  const bill = { basis, usage: usage && sane(usage) ? usage : null }
  if (whole === null || reserveNano === null || whole <= reserveNano) return { nano: whole, ...bill }
  return { nano: reserveNano, ...bill, overrun: whole - reserveNano }
}

/** Whether more visible output was billed than was asked for at the most; hidden thinking, which some vendors bill apart, is let be. */
export const beyondCap = ({ usage }: Bill, { maxOutput }: Attempt): boolean =>
  usage !== null && usage.output - usage.reasoning > maxOutput * 1.05

const sane = ({ input, cached, cacheWrite, output, reasoning }: Usage): boolean =>
  [input, cached, cacheWrite, output, reasoning].every((tokens) => Number.isSafeInteger(tokens) && tokens >= 0)
