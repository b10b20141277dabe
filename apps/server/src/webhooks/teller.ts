import { type Recorded, readEvent } from '@quorum/debate'
import type { Heard } from '@quorum/quorum'
import type { CatalogueRow, Store } from '@quorum/store'
import type { Courier } from './courier.ts'
import { newDelivery, type Schedule } from './delivery.ts'
import { isTold, messageOf, type Telling } from './message.ts'
import type { Webhook, Webhooks } from './webhook.ts'

type Ports = {
  readonly store: Store
  readonly webhooks: Webhooks
  readonly courier: Courier
  readonly schedule: Schedule
  /** Where the server is for others, as `https://quorum.example.com`. */
  readonly site?: string
  now(): number
  /** Told of what failed here; it is tried again with the next look. */
  report(error: unknown): void
}

/** Up to which event a debate's webhooks have their deliveries on disk. */
type Mark = { readonly seq: number; readonly ended: boolean }

/** Turns what is recorded into deliveries, once each, whoever recorded it and whatever died in between. */
export type Teller = {
  /** For `Room.listen`. */
  hear(heard: Heard): void
  /** Goes over debates of which something may not have been told: of a process that died between an event and its delivery. */
  lookBack(): Promise<void>
}

const markKind = 'webhook-mark'
/** Milliseconds back to which debates without a mark are looked at, and for which an ended one keeps its mark. */
const backMs = 2 * 24 * 3600_000
const page = 500

export function openTeller({ store, webhooks, courier, schedule, site, now, report }: Ports): Teller {
  /** Debates that are being told, by what comes after all that is asked so far. */
  const underWay = new Map<string, Promise<void>>()
  const heard = new Set<string>()

  /** One after the other for a debate: each goes on from the mark of the one before. */
  function tell(debateId: string, tenant: string): Promise<void> {
    const next = (underWay.get(debateId) ?? Promise.resolve()).then(() => toldOn(debateId, tenant)).catch(report)
    underWay.set(debateId, next)
    return next.finally(() => underWay.get(debateId) === next && underWay.delete(debateId))
  }

  /** Writes the deliveries first and the mark last: dying in between, they are written again, under the same ids. */
  async function toldOn(debateId: string, tenant: string): Promise<void> {
    const listening = await webhooks.of(tenant)
    if (listening.length === 0) return
    const row = await store.get(debateId)
    if (row === null || row === 'deleted') return
    const mark = await markOf(debateId)
    let { seq, ended } = mark
    let opened: Recorded<'debate-opened'> | null = null
    if (seq >= row.head) return
    for (let entries = await store.read(debateId, seq, page); entries.length > 0; entries = await store.read(debateId, seq, page)) {
      for (const entry of entries.filter(({ type }) => isTold(type))) {
        const event = readEvent(entry.text) as Telling
        if (event.type === 'debate-opened') opened = event
        if (event.type === 'debate-ended') ended = true
        if (isNews(event, opened)) await deliver(event, row, listening)
      }
      seq = entries.at(-1)?.seq ?? seq
    }
    await putMark({ seq, ended }, row)
  }

  async function deliver(event: Telling, row: CatalogueRow, listening: readonly Webhook[]): Promise<void> {
    const message = messageOf(event, row, site)
    const at = Date.parse(event.at)
    for (const webhook of listening) {
      if (!webhook.events.includes(message.type) || Date.parse(webhook.createdAt) > at) continue
      const delivery = newDelivery(webhook, message, event.debateId, schedule)
      if ((await store.documents.add(delivery)) === null) courier.take(delivery)
    }
  }

  async function markOf(debateId: string): Promise<Mark> {
    const document = await store.documents.get(markKind, debateId)
    return document ? JSON.parse(document.text) : { seq: 0, ended: false }
  }

  function putMark(mark: Mark, { id, tenant }: CatalogueRow): Promise<void> {
    const expires = mark.ended ? { expiresAt: now() + backMs } : {}
    return store.documents.put({ kind: markKind, id, tenant, debateId: id, text: JSON.stringify(mark), ...expires })
  }

  /** Debates of a tenant with a mark, by id, and those of the last days. */
  async function suspects(tenant: string, since: string): Promise<Map<string, CatalogueRow>> {
    const found = new Map<string, CatalogueRow>()
    const young = new Date(now() - backMs).toISOString()
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { rows, next } = await store.list({ tenant, limit: 200, ...(cursor !== undefined && { cursor }) })
      for (const row of rows) if (row.createdAt >= young && (row.endedAt ?? since) >= since) found.set(row.id, row)
      cursor = (rows.at(-1)?.createdAt ?? '') >= young ? next : null
    }
    for (let after: string | null | undefined; after !== null; ) {
      const marks = await store.documents.list({ kind: markKind, tenant, limit: page, ...(after !== undefined && { after }) })
      for (const { id, text } of marks.documents) {
        const { seq, ended }: Mark = JSON.parse(text)
        const row = found.get(id) ?? (ended ? null : await store.get(id))
        if (row && row !== 'deleted' && row.head > seq) found.set(id, row)
        else found.delete(id)
      }
      after = marks.next
    }
    return found
  }

  return {
    hear({ debateId, tenant, told: { seq, type } }) {
      if (seq === null) return
      // The first that is heard of a debate here may not be the first that happened.
      if (heard.has(debateId) && !isTold(type)) return
      heard.add(debateId)
      if (type === 'debate-ended') heard.delete(debateId)
      void tell(debateId, tenant)
    },
    async lookBack() {
      const since = new Map<string, string>()
      for (const { tenant, createdAt } of await webhooks.all()) {
        const first = since.get(tenant)
        if (first === undefined || createdAt < first) since.set(tenant, createdAt)
      }
      for (const [tenant, first] of since) for (const row of (await suspects(tenant, first)).values()) await tell(row.id, tenant)
    },
  }
}

/** Whether an event happened in this debate, and not in the one that it copies or was taken in from. `opened`: where it is told from the first. */
function isNews({ seq }: Telling, opened: Recorded<'debate-opened'> | null): boolean {
  if (!opened) return true
  return !opened.imported && (seq === 1 || seq > 1 + (opened.parent?.copied ?? 0))
}
