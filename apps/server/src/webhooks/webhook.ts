import { randomBytes, randomUUID } from 'node:crypto'
import type { Seal } from '@quorum/quorum'
import type { WebhookEvent } from '@quorum/sdk'
import type { Document, Documents } from '@quorum/store'

/** An address that is told of a tenant's debates. */
export type Webhook = {
  readonly id: string
  readonly tenant: string
  readonly url: string
  readonly events: readonly WebhookEvent[]
  /** As it is kept: sealed, where the operator has a secret of their own, else in clear. See `secretOf`. */
  readonly secret: string
  /** ISO 8601; nothing from before is told. */
  readonly createdAt: string
  /** Something could not be delivered for a day, and nothing has been since. */
  readonly failing: boolean
}

/** The webhooks of a store. */
export type Webhooks = {
  /** Makes one; its secret in clear is known only to whoever gets this answer. */
  add(given: Pick<Webhook, 'tenant' | 'url' | 'events'>, now: number): Promise<{ readonly webhook: Webhook; readonly secret: string }>
  /** `whsec_` and the key in Base64, as Standard Webhooks writes it; null where it was sealed under another secret of the operator. */
  secretOf(webhook: Webhook): Promise<string | null>
  /** Seals what was kept in clear, now that it can be. */
  sealAll(): Promise<void>
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

/** `seal`: what secrets are sealed by; null where the operator has no secret of their own. */
export function webhooksIn(documents: Documents, now: () => number, seal: () => Promise<Seal | null>): Webhooks {
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
      const id = `wh_${randomUUID().replaceAll('-', '')}`
      const secret = `whsec_${randomBytes(32).toString('base64')}`
      const kept = (await seal())?.close(secret, aboutOf(id)) ?? secret
      const webhook: Webhook = { ...given, id, secret: kept, createdAt: new Date(at).toISOString(), failing: false }
      await documents.put(documentOf(webhook))
      known.delete(given.tenant)
      return { webhook, secret }
    },
    async secretOf({ id, secret }) {
      return isClear(secret) ? secret : ((await seal())?.open(secret, aboutOf(id)) ?? null)
    },
    async sealAll() {
      for (const webhook of (await list()).filter(({ secret }) => isClear(secret))) {
        const sealed = (await seal())?.close(webhook.secret, aboutOf(webhook.id))
        if (sealed === undefined) return
        if (await documents.get(kind, webhook.id)) await documents.put(documentOf({ ...webhook, secret: sealed }))
        known.delete(webhook.tenant)
      }
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

/** No webhook's secret opens as another's. */
const aboutOf = (id: string): string => `${kind}:${id}`
const isClear = (secret: string): boolean => secret.startsWith('whsec_')
const documentOf = (webhook: Webhook): Document => ({ kind, id: webhook.id, tenant: webhook.tenant, text: JSON.stringify(webhook) })
const webhookIn = ({ text }: Document): Webhook => JSON.parse(text)
