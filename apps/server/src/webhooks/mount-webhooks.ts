import { randomUUID } from 'node:crypto'
import { Problem } from '@quorum/quorum'
import { operations, webhookEvent } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import type { Visitor } from '../visitor.ts'
import { openCourier } from './courier.ts'
import { scheduleOf, usualWaits } from './delivery.ts'
import { openEndpoints } from './endpoint.ts'
import { openTeller } from './teller.ts'
import { type Webhook, webhooksIn } from './webhook.ts'

export type WebhookOptions = {
  /** Origins that may be called though they are not https on the public internet, as `http://hooks.internal:8080`. */
  readonly allow?: readonly string[]
  /** Milliseconds between attempts at a delivery; over about a day where it is left out. */
  readonly waits?: readonly number[]
  /** Milliseconds that an endpoint has to answer. */
  readonly patienceMs?: number
}

/** Webhooks of one tenant at most. */
const most = 50
/** Milliseconds between looks for what another process left behind. */
const lookMs = 10 * 60_000

/** Tells the addresses that tenants name of their debates (Standard Webhooks), and lets them name these. */
export function mountWebhooks(app: FastifyInstance, floor: Floor): void {
  const { room, options, log, now, draining } = floor
  const { allow, waits = usualWaits, patienceMs } = options.webhooks ?? {}
  const { store } = room
  // Once it drains, what does not get through any more is found on disk by whoever is next.
  const report = (error: unknown) => draining.aborted || log.error({ err: error }, 'a webhook could not be told')
  const webhooks = webhooksIn(store.documents, now, async () => room.keys?.seal() ?? null)
  const endpoints = openEndpoints(allow, patienceMs)
  const schedule = scheduleOf(waits, { now, random: Math.random })
  const courier = openCourier({ documents: store.documents, webhooks, endpoints, schedule, now, report })
  const teller = openTeller({ store, webhooks, courier, schedule, now, report, ...(options.site && { site: options.site }) })

  const look = () => teller.lookBack().then(courier.look).catch(report)
  const looking = setInterval(look, lookMs).unref()
  draining.addEventListener('abort', () => {
    clearInterval(looking)
    courier.stop()
  })
  app.addHook('onReady', () => void webhooks.sealAll().catch(report).then(look))
  app.addHook('onClose', () => endpoints.close())
  room.listen(teller.hear)

  async function own(id: string, { tenant }: Visitor): Promise<Webhook> {
    const webhook = await webhooks.get(id)
    if (webhook?.tenant !== tenant) throw new Problem('not-found', `There is no webhook ${id}: GET /api/v1/webhooks lists those there are.`)
    return webhook
  }

  mount(app, operations.createWebhook, async ({ body: { url, events } }, { request: { visitor } }) => {
    endpoints.check(url)
    if ((await webhooks.of(visitor.tenant)).length >= most)
      throw new Problem('unprocessable', `There are ${most} webhooks already: remove one that is not needed.`)
    const { webhook, secret } = await webhooks.add({ tenant: visitor.tenant, url, events: events ?? webhookEvent.options }, now())
    return { ...shown(webhook), secret }
  })
  mount(app, operations.listWebhooks, async (_, { request: { visitor } }) => {
    return { webhooks: (await webhooks.of(visitor.tenant)).map(shown) }
  })
  mount(app, operations.deleteWebhook, async ({ params }, { request: { visitor } }) => {
    const webhook = await own(params.webhookId, visitor)
    await webhooks.remove(webhook)
    await courier.forget(webhook.id)
    return undefined
  })
  mount(app, operations.testWebhook, async ({ params }, { request: { visitor } }) => {
    const webhook = await own(params.webhookId, visitor)
    const body = JSON.stringify({ type: 'webhook.test', timestamp: new Date(now()).toISOString(), data: {} })
    return courier.send(webhook, { id: `msg_test_${randomUUID()}`, body })
  })
}

const shown = ({ id, url, events, createdAt, failing }: Webhook) => ({ id, url, events, createdAt, failing })
