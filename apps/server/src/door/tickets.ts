import type { Documents } from '@quorum/store'
import type { Visitor } from '../visitor.ts'
import { newSecret, sha256 } from './api-key.ts'

/** What a ticket says of whoever made it. */
export type Holder = Pick<Visitor, 'tenant' | 'principal' | 'scope' | 'keyId' | 'debateId'>

export type Tickets = {
  /** Makes a ticket that lets its bearer in once, within a minute, as the visitor, or to one debate only. */
  create(visitor: Visitor, debateId: string | undefined, now: number): Promise<{ readonly text: string; readonly expiresAt: number }>
  /** Takes a ticket in; null where it is unknown, has expired or was used. */
  take(text: string): Promise<Holder | null>
}

const kind = 'ticket'
const goodMs = 60_000

/** One-time tickets, for browsers' streams, which can send no header. The store has only their hashes. */
export function ticketsIn(documents: Documents): Tickets {
  return {
    async create({ tenant, principal, scope, keyId }, debateId, now) {
      const text = `qt_${newSecret()}`
      const holder: Holder = { tenant, principal, scope, keyId, ...(debateId !== undefined && { debateId }) }
      const expiresAt = now + goodMs
      await documents.add({ kind, id: sha256(text), tenant, text: JSON.stringify(holder), expiresAt })
      return { text, expiresAt }
    },
    async take(text) {
      const found = await documents.take(kind, sha256(text))
      return found && (JSON.parse(found.text) as Holder)
    },
  }
}
