import { z } from 'zod'

/** What a debate may use. Limits are the engine's, never a protocol's. */
export const limits = z.looseObject({
  /** Speaking rounds, the openings included; `null` = as the protocol does by itself. */
  rounds: z.number().int().positive().nullable(),
  /** Nano-dollars (1e-9 USD) at the most, worst cases of requests in flight included; `null` = no budget. */
  budgetNano: z.number().int().nonnegative().nullable(),
  /** `budget-warned` is recorded when so much is spent; `null` = never. */
  warnNano: z.number().int().nonnegative().nullable(),
  /** Once so much is spent the debate pauses, to go on when a person says so; left out = never. */
  confirmNano: z.number().int().nonnegative().optional(),
  /** Milliseconds of active time; pauses do not count. */
  deadlineMs: z.number().int().positive().nullable(),
  /** Milliseconds for one turn, its retries and waits included. */
  turnMs: z.number().int().positive(),
  /** Up to 1 a share of the debaters planned in a step (rounded up); above 1 a number of them. */
  quorum: z.number().positive(),
  onNoQuorum: z.enum(['end', 'go-on']),
  onBudget: z.enum(['end', 'pause']),
})
export type Limits = z.infer<typeof limits>

export const defaultLimits: Limits = {
  rounds: null,
  budgetNano: null,
  warnNano: null,
  deadlineMs: null,
  turnMs: 300_000,
  quorum: 2 / 3,
  onNoQuorum: 'end',
  onBudget: 'end',
}
