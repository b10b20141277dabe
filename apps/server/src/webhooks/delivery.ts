import type { Document } from '@quorum/store'
import type { Message } from './message.ts'
import type { Webhook } from './webhook.ts'

/** A message on its way to a webhook. It is on disk before it is tried, and until it is delivered or given up. */
export type Delivery = {
  readonly webhookId: string
  readonly messageId: string
  readonly body: string
  /** How often it was tried, counting an attempt that is about to be made. */
  readonly tries: number
  /** Milliseconds since 1970 of the next attempt. It is moved before each one, so that who shares the store does not make it, too. */
  readonly at: number
}

export const deliveryKind = 'delivery'
export const deliveryId = (webhookId: string, messageId: string): string => `${webhookId} ${messageId}`

const minute = 60_000
const hour = 60 * minute
/** Milliseconds between attempts: the growing ones of Standard Webhooks, over about a day. */
export const usualWaits: readonly number[] = [5000, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 7 * hour, 9 * hour]

/** The document of a delivery whose first attempt is about to be made. */
export function newDelivery(webhook: Webhook, message: Message, debateId: string, schedule: Schedule): Document {
  const delivery: Delivery = { webhookId: webhook.id, messageId: message.id, body: message.body, tries: 1, at: schedule.after(1) ?? 0 }
  return documentOf(delivery, { tenant: webhook.tenant, debateId })
}

/** The same document for a further attempt; null where there was the last one. */
export function triedAgain(document: Document, schedule: Schedule): Document | null {
  const delivery = deliveryIn(document)
  const tries = delivery.tries + 1
  const at = schedule.after(tries)
  return tries > schedule.tries ? null : documentOf({ ...delivery, tries, at: at ?? delivery.at }, document)
}

export const deliveryIn = ({ text }: Pick<Document, 'text'>): Delivery => JSON.parse(text)

function documentOf(delivery: Delivery, { tenant, debateId }: Pick<Document, 'tenant' | 'debateId'>): Document {
  const id = deliveryId(delivery.webhookId, delivery.messageId)
  return { kind: deliveryKind, id, tenant, text: JSON.stringify(delivery), ...(debateId !== undefined && { debateId }) }
}

export type Schedule = {
  /** Attempts in all. */
  readonly tries: number
  /** Milliseconds since 1970 at which to try again after so many attempts; null after the last. Up to a fifth late, so that not all come at once. */
  after(tries: number): number | null
}

export function scheduleOf(waits: readonly number[], { now, random }: { now: () => number; random: () => number }): Schedule {
  return {
    tries: waits.length + 1,
    after(tries) {
      const wait = waits[tries - 1]
      return wait === undefined ? null : now() + Math.round(wait * (1 + random() / 5))
    },
  }
}
