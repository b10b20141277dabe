import { z } from 'zod'

const text = z.string()

export const webhookEvent = z.enum(['debate.started', 'debate.paused', 'debate.resumed', 'debate.ended', 'budget.warned'])
export type WebhookEvent = z.infer<typeof webhookEvent>

export const webhookBody = z.strictObject({
  url: z.url().describe('https, and reachable on the public internet unless the operator allows more.'),
  events: z.array(webhookEvent).min(1).optional().describe('All of them where it is left out.'),
})
export const webhook = z.object({ id: text, url: text, events: z.array(webhookEvent), createdAt: text, failing: z.boolean() })
/** The secret (`whsec_...`, Standard Webhooks) is shown once. */
export const newWebhook = webhook.extend({ secret: text })
