import type { Document, Documents } from '@quorum/store'
import { type Delivery, deliveryIn, deliveryKind, type Schedule, triedAgain } from './delivery.ts'
import type { Endpoints, Sent } from './endpoint.ts'
import { signed } from './signature.ts'
import type { Webhook, Webhooks } from './webhook.ts'

type Ports = {
  readonly documents: Documents
  readonly webhooks: Webhooks
  readonly endpoints: Endpoints
  readonly schedule: Schedule
  now(): number
  /** Told of what failed here; it is tried again with the next look. */
  report(error: unknown): void
}

/** Deliveries of one webhook that are due, and how many of them are being made. */
type Lane = { readonly due: Errand[]; busy: number }
/** `counted`: the attempt is on disk already. */
type Errand = { readonly id: string; readonly webhookId: string; readonly counted: boolean }

/** Carries deliveries to their webhooks, each in its own time: who is slow holds up only itself. */
export type Courier = {
  /** Makes the first attempt at a delivery that was just written. */
  take(document: Document): void
  /** Takes up all that is on disk and that it does not know of. */
  look(): Promise<void>
  /** Sends a message once, and nothing comes of it but the answer. */
  send(webhook: Webhook, message: { readonly id: string; readonly body: string }): Promise<Sent>
  /** Drops what was still to be told to a webhook. */
  forget(webhookId: string): Promise<void>
  /** Begins nothing new. */
  stop(): void
}

const unsigned: Sent = {
  status: null,
  delivered: false,
  detail: 'Its secret was encrypted under another QUORUM_SECRET_KEY: start with that one, or make the webhook again.',
}

/** Attempts at once, to one webhook and in all. */
const most = { each: 4, all: 128 }
/** What a timer can wait, in milliseconds. */
const longest = 2 ** 31 - 1

export function openCourier({ documents, webhooks, endpoints, schedule, now, report }: Ports): Courier {
  const lanes = new Map<string, Lane>()
  /** Deliveries that are here, with the timers of those that wait. */
  const known = new Map<string, NodeJS.Timeout | null>()
  let busy = 0
  let stopped = false

  function put(errand: Errand): void {
    const lane = lanes.get(errand.webhookId) ?? { due: [], busy: 0 }
    lanes.set(errand.webhookId, lane)
    clearTimeout(known.get(errand.id) ?? undefined)
    known.set(errand.id, null)
    lane.due.push(errand)
    pump()
  }

  function wait({ webhookId, at }: Delivery, id: string): void {
    const ms = Math.min(Math.max(0, at - now()), longest)
    const timer = setTimeout(() => put({ id, webhookId, counted: false }), ms)
    known.set(id, timer.unref())
  }

  /** One of each lane at a time, so that a long one does not take all the places. */
  function pump(): void {
    for (let begun = true; begun && !stopped && busy < most.all; ) {
      begun = false
      for (const [webhookId, lane] of lanes) {
        if (busy >= most.all || lane.busy >= most.each) continue
        const errand = lane.due.shift()
        if (errand) void run(errand, lane)
        else if (lane.busy === 0) lanes.delete(webhookId)
        begun ||= errand !== undefined
      }
    }
  }

  async function run(errand: Errand, lane: Lane): Promise<void> {
    busy++
    lane.busy++
    try {
      await attempt(errand)
    } catch (error) {
      report(error)
    }
    if (known.get(errand.id) === null) known.delete(errand.id)
    busy--
    lane.busy--
    pump()
  }

  async function attempt({ id, counted }: Errand): Promise<void> {
    const found = await documents.get(deliveryKind, id)
    if (!found) return
    // Another process of the same store has just tried.
    if (!counted && deliveryIn(found).at > now()) return wait(deliveryIn(found), id)
    const webhook = await webhooks.get(deliveryIn(found).webhookId)
    const document = counted ? found : triedAgain(found, schedule)
    if (!webhook || !document) return giveUp(id, webhook)
    if (!counted) await documents.put(document)
    const delivery = deliveryIn(document)
    const sent = await send(webhook, { id: delivery.messageId, body: delivery.body })
    if (sent.delivered) {
      await documents.remove(deliveryKind, id)
      return webhooks.mark(webhook, false)
    }
    if (sent.status === 410) {
      await webhooks.remove(webhook)
      return forget(webhook.id)
    }
    if (delivery.tries >= schedule.tries) return giveUp(id, webhook)
    wait(delivery, id)
  }

  async function giveUp(id: string, webhook: Webhook | null): Promise<void> {
    await documents.remove(deliveryKind, id)
    if (webhook) await webhooks.mark(webhook, true)
  }

  const send: Courier['send'] = async (webhook, { id, body }) => {
    const secret = await webhooks.secretOf(webhook)
    return secret === null ? unsigned : endpoints.post(webhook.url, body, signed(body, { id, secret, now: now() }))
  }

  async function* onDisk(): AsyncGenerator<Document, void> {
    for (let after: string | null | undefined; after !== null; ) {
      const page = await documents.list({ kind: deliveryKind, limit: 500, ...(after !== undefined && { after }) })
      yield* page.documents
      after = page.next
    }
  }

  async function forget(webhookId: string): Promise<void> {
    lanes.get(webhookId)?.due.splice(0)
    for await (const document of onDisk()) {
      if (deliveryIn(document).webhookId !== webhookId) continue
      clearTimeout(known.get(document.id) ?? undefined)
      known.delete(document.id)
      await documents.remove(deliveryKind, document.id)
    }
  }

  return {
    take: ({ id, text }) => put({ id, webhookId: deliveryIn({ text }).webhookId, counted: true }),
    async look() {
      for await (const document of onDisk()) {
        if (stopped) return
        if (!known.has(document.id)) wait(deliveryIn(document), document.id)
      }
    },
    send,
    forget,
    stop() {
      stopped = true
      for (const timer of known.values()) clearTimeout(timer ?? undefined)
    },
  }
}
