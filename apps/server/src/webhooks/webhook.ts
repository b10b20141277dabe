import { randomBytes, randomUUID } from 'node:crypto'
import type { WebhookEvent } from '@quorum/sdk'
import type { Document, Documents } from '@quorum/store'

/** An address that is told of a tenant's debates. */
export type Webhook = {
  readonly id: string
  readonly tenant: string
  readonly url: string
  readonly events: readonly WebhookEvent[]
  /** `whsec_` and the key in Base64, as Standard Webhooks writes it. */
  readonly secret: string
  /** ISO 8601; nothing from before is told. */
  readonly createdAt: string
  /** Something could not be delivered for a day, and nothing has been since. */
  readonly failing: boolean
}

/** The webhooks of a store. */
export type Webhooks = {
  add(given: Pick<Webhook, 'tenant' | 'url' | 'events'>, now: number): Promise<Webhook>
  /** As of some seconds ago, where another process changes them. */
  of(tenant: string): Promise<readonly Webhook[]>
  all(): Promise<readonly Webhook[]>
  get(id: string): Promise<Webhook | null>
  /** Keeps nothing of one that was removed meanwhile. */
  mark(webhook: Webhook, failing: boolean): Promise<void>
  remove(webhook: Webhook): Promise<void>
}

const kind = 'webhook'
/** Milliseconds for which a tenant's webhooks are not read again. */
const keepMs = 5000

export function webhooksIn(documents: Documents, now: () => number): Webhooks {
  const known = new Map<string, { readonly until: number; readonly webhooks: Promise<readonly Webhook[]> }>()

  async function list(tenant?: string): Promise<readonly Webhook[]> {
    const found: Webhook[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const page = await documents.list({
        kind,
        limit: 500,
        ...(tenant !== undefined && { tenant }),
        ...(after !== undefined && { after }),
      })
      found.push(...page.documents.map(webhookIn))
      after = page.next
    }
    return found
  }

  return {
    async add(given, at) {
      const own = { id: `wh_${randomUUID().replaceAll('-', '')}`, secret: `whsec_${randomBytes(32).toString('base64')}` }
      const webhook: Webhook = { ...given, ...own, createdAt: new Date(at).toISOString(), failing: false }
      await documents.put(documentOf(webhook))
      known.delete(given.tenant)
      return webhook
    },
    of(tenant) {
      const fresh = known.get(tenant)
      if (fresh && fresh.until > now()) return fresh.webhooks
      const webhooks = list(tenant)
      known.set(tenant, { until: now() + keepMs, webhooks })
      // What could not be read is read anew by the next who asks.
      webhooks.catch(() => known.delete(tenant))
      return webhooks
    },
    all: () => list(),
    async get(id) {
      const document = await documents.get(kind, id)
      return document && webhookIn(document)
    },
    async mark(webhook, failing) {
      if (webhook.failing === failing || !(await documents.get(kind, webhook.id))) return
      await documents.put(documentOf({ ...webhook, failing }))
      known.delete(webhook.tenant)
    },
    async remove({ id, tenant }) {
      await documents.remove(kind, id)
      known.delete(tenant)
    },
  }
}

const documentOf = (webhook: Webhook): Document => ({ kind, id: webhook.id, tenant: webhook.tenant, text: JSON.stringify(webhook) })
const webhookIn = ({ text }: Document): Webhook => JSON.parse(text)
