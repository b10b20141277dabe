import { Problem } from '@quorum/quorum'
import type { Operation } from '@quorum/sdk'
import type { FastifyRequest } from 'fastify'
import type { Visitor } from '../visitor.ts'
import { accountsOf } from './accounts.ts'
import { matches, sha256 } from './api-key.ts'
import type { KeyUse } from './key-use.ts'
import type { KeyRecord, Keys } from './keys.ts'
import { isLoopback } from './provenance.ts'
import type { Tickets } from './tickets.ts'

export type Guests = {
  readonly keys: Keys
  readonly use: KeyUse
  readonly tickets: Tickets
  /** Whoever is at the machine needs no key. */
  readonly open: boolean
  /** The key of the operator, from the environment. */
  readonly adminKey: string | null
  now(): number
}

/** Who comes, and how many requests a minute its key allows, where it says so. */
export type Identified = { readonly visitor: Visitor; readonly perMinute: number | null }

/** Tells who stands behind a request: by its key, by a ticket where the route takes one, or by being at the machine. */
export function identifying({ keys, use, tickets, open, adminKey, now }: Guests): (request: FastifyRequest) => Promise<Identified> {
  const operator = adminKey === null ? null : sha256(adminKey)

  function byRecord(record: KeyRecord, { debateId }: Pick<Visitor, 'debateId'> = {}): Identified {
    const { id, tenant, scope, perMinute } = record
    use.note(record, now())
    const visitor: Visitor = {
      tenant,
      principal: `key:${id}`,
      scope,
      keyId: id,
      // A session may last for days, and each of them has an account of its own.
      get accounts() {
        return accountsOf(record, now())
      },
      ...(debateId !== undefined && { debateId }),
    }
    return { visitor, perMinute }
  }

  async function byKey(text: string): Promise<Identified> {
    if (operator !== null && matches(text, operator)) return { visitor: { ...somebodyHere, principal: 'key:operator' }, perMinute: null }
    const record = await keys.find(text, now())
    if (!record) throw new Problem('unauthorized', 'This key is not known here: it is mistyped, has expired or was revoked.')
    return byRecord(record)
  }

  async function byTicket(text: string): Promise<Identified> {
    const holder = await tickets.take(text)
    const record = holder?.keyId ? await keys.get(holder.keyId) : null
    if (!holder || (holder.keyId !== null && !record))
      throw new Problem(
        'unauthorized',
        'This ticket is not good: it is for one use within a minute. Make another one (POST /api/v1/tickets).',
      )
    return record ? byRecord(record, holder) : { visitor: holder, perMinute: null }
  }

  return async (request) => {
    const here = open && isLoopback(request.socket.remoteAddress ?? '')
    const key = keyIn(request)
    // Clients of other vendors cannot do without a key, and send whatever: where none is needed, only one of ours counts.
    if (key !== null && !(here && !key.startsWith('qk_'))) return byKey(key)
    const ticket = ticketIn(request)
    if (ticket !== null) return byTicket(ticket)
    return { visitor: here ? somebodyHere : nobody, perMinute: null }
  }
}

const somebodyHere: Visitor = { tenant: 'local', principal: 'local', scope: 'admin', keyId: null }
const nobody: Visitor = { tenant: 'nobody', principal: 'nobody', scope: 'none', keyId: null }

function keyIn({ headers }: FastifyRequest): string | null {
  const { authorization, 'x-api-key': key } = headers
  if (authorization !== undefined) return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
  return typeof key === 'string' ? key : null
}

function ticketIn({ routeOptions, query }: FastifyRequest): string | null {
  if (!takesTicket(routeOptions.config.operation)) return null
  const { ticket } = query as { readonly ticket?: unknown }
  return typeof ticket === 'string' ? ticket : null
}

/** Streams of browsers take tickets; nothing else does. */
const takesTicket = (operation: Operation | undefined): boolean => 'ticket' in (operation?.query?.shape ?? {})
