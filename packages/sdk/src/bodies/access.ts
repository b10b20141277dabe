import { z } from 'zod'

const text = z.string()
const time = text.describe('ISO 8601, UTC.')
const usd = z.number().positive().max(1e6)

export const keyScope = z.enum(['read', 'run', 'admin'])

export const keyBody = z.strictObject({
  name: text.min(1).max(100),
  scope: keyScope.optional().describe('`run` where it is left out. Each includes the ones before it: read, run, admin.'),
  tenant: text
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .optional()
    .describe('The tenant whose debates it sees; only the operator (tenant `local`) may make keys for another one.'),
  expiresAt: z.iso.datetime().optional(),
  budgetUsd: usd.optional().describe('The most that it may ever spend.'),
  dailyUsd: usd.optional().describe('The most that it may spend in a day (UTC).'),
  perMinute: z.number().int().positive().max(100_000).optional().describe('Requests a minute.'),
})

export const apiKey = z.object({
  id: text,
  name: text,
  scope: keyScope,
  tenant: text,
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
  budgetUsd: z.number().nullable(),
  dailyUsd: z.number().nullable(),
  perMinute: z.number().nullable(),
  spentUsd: z.number(),
  /** Set aside for debates that are running. */
  heldUsd: z.number(),
})
/** The key itself is shown once: only its hash is kept. */
export const newApiKey = apiKey.extend({ key: text })

/** What whoever asks may do. */
export const ownKey = z.object({
  id: text.nullable().describe('Null for the key of the operator, and where none is needed.'),
  name: text.nullable(),
  scope: keyScope,
  tenant: text,
  expiresAt: time.nullable(),
  perMinute: z.number().nullable().describe('Requests a minute; null where they are not counted.'),
  leftUsd: z.number().nullable().describe('What may still be spent now, of all that pays; null where nothing bounds it.'),
  accounts: z
    .array(
      z.object({
        title: text.describe('As it is called where there is not enough of it.'),
        capUsd: z.number().nullable(),
        spentUsd: z.number(),
        heldUsd: z.number().describe('Set aside for what is under way.'),
        leftUsd: z.number().nullable(),
      }),
    )
    .describe('What pays for it, together: the key, its day, and the user of `x-quorum-user` with theirs.'),
})

export const userCaps = z.strictObject({
  budgetUsd: usd.nullish().describe('The most that the user may ever spend; no end if left out.'),
  dailyUsd: usd.nullish().describe('The most in a day (UTC); no end if left out.'),
})
export const user = z.object({
  user: text,
  budgetUsd: z.number().nullable(),
  dailyUsd: z.number().nullable(),
  spentUsd: z.number(),
  todayUsd: z.number().describe('Counted where there is a daily cap.'),
  /** Set aside for what is under way. */
  heldUsd: z.number(),
})

export const ticketBody = z.strictObject({ debateId: text.optional().describe('Good for this debate only.') })
export const ticket = z.object({ ticket: text, expiresAt: time })

export const auditEntry = z.object({
  at: time,
  principal: text,
  tenant: text,
  action: text.describe('The operation, as in this document.'),
  target: text.nullable(),
  outcome: z.number().int().describe('HTTP status.'),
  requestId: text,
})

export const provider = z.looseObject({
  name: text,
  keyVariable: text.nullable().describe('The environment variable that holds its key, or would; null where it has none.'),
  source: z.enum(['environment', 'stored', 'none', 'not-needed']).describe('Where its key comes from.'),
  hint: text.nullable().describe('The last four characters of the key.'),
  models: z.array(text),
  detail: text.exactOptional().describe('What stands in the way of a stored key.'),
})
export const providerKeyBody = z.strictObject({
  key: text
    .trim()
    .min(1)
    .max(4096)
    .regex(/^[\x21-\x7e]*$/, 'A key has visible ASCII characters only.'),
})
export const providerCheck = z.object({
  name: text,
  model: text.nullable(),
  ok: z.boolean(),
  latencyMs: z.number().nullable(),
  detail: text,
})
