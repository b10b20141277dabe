import { z } from 'zod'

const text = z.string()
const time = text.describe('ISO 8601, UTC.')

export const shareBody = z.strictObject({ expiresAt: z.iso.datetime().optional().describe('In 30 days where it is left out.') })
export const share = z.object({
  id: text,
  expiresAt: time,
  createdAt: time,
})
/** The link is shown once: only its hash is kept. */
export const newShare = share.extend({ url: z.url() })

export const commentBody = z.strictObject({
  text: text.min(1).max(5000),
  turnId: text.optional(),
  reaction: text.max(16).optional().describe('One emoji.'),
})
export const comment = z.object({
  id: text,
  text,
  turnId: text.optional(),
  reaction: text.optional(),
  by: text,
  at: time,
})

export const sourceUpload = z.object({ hash: text.describe('SHA-256 of the bytes, in hex.'), name: text, bytes: z.number().int() })

export const importResult = z.object({ id: text, events: z.number().int() })
