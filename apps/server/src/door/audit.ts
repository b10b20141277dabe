import { randomUUID } from 'node:crypto'
import { operations } from '@quorum/sdk'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Floor } from '../floor.ts'
import { changesAskedOf } from '../mcp/changes-asked.ts'
import { netOf, ratesBy } from './rates.ts'

/** Who did what to which. */
export type AuditEntry = {
  readonly at: string
  readonly principal: string
  readonly tenant: string
  readonly action: string
  readonly target: string | null
  readonly outcome: number
  readonly requestId: string
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Writes down what was asked by a request or over its connection; of refusals of one address, so many a minute. */
    writeDown(request: FastifyRequest, asked: Pick<AuditEntry, 'action' | 'outcome'>): void
  }
  interface FastifyRequest {
    /** Id of what it made or changed, for the audit, where its path does not name it. */
    target: string | null
  }
}

export const auditKind = 'audit'
const keptMs = 90 * 86_400_000
/** Refusals of one address that are written down in a minute: whoever knocks all the time does not fill the disk. */
const refusalsPerMinute = 60

/**
 * Writes down every request that changes something, and every one that was refused for want of a right, once it has been answered. Nobody
 * waits for that: what an answer promised is on disk by itself, and logs name who did it.
 */
export function audit(app: FastifyInstance, { room: { store }, now, log }: Floor): void {
  const names = new Map<unknown, string>(Object.entries(operations).map(([name, operation]) => [operation, name]))
  const refusals = ratesBy(now)

  app.decorateRequest('target', null)
  app.addHook('onResponse', async (request, { statusCode: outcome }) => {
    const { operation } = request.routeOptions.config
    const action = names.get(operation)
    if (action === undefined) return
    const called = operation?.dialect === 'mcp' ? changesAskedOf(request.body) : null
    if (called) request.target ??= called
    if (isRefusal(outcome) || !(called === '' || changesNothing(request))) app.writeDown(request, { action, outcome })
  })
  app.decorate('writeDown', (request, { action, outcome }) => {
    if (isRefusal(outcome) && refusals.count(netOf(request.ip), refusalsPerMinute).wait > 0) return
    const at = new Date(now()).toISOString()
    const entry: AuditEntry = { at, ...whoAsks(request), action, target: targetOf(request), outcome, requestId: request.id }
    store.documents
      .add({ kind: auditKind, id: randomUUID(), tenant: entry.tenant, text: JSON.stringify(entry), expiresAt: now() + keptMs })
      .catch((error: unknown) => log.error({ err: error, entry }, 'an entry of the audit was not written'))
  })
}

const isRefusal = (status: number): boolean => status === 401 || status === 403
const changesNothing = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD'

/** A stranger is known by the address, and is the operator's concern. */
function whoAsks({ visitor, ip }: FastifyRequest): Pick<AuditEntry, 'principal' | 'tenant'> {
  if (!visitor || visitor.scope === 'none') return { principal: `address:${ip}`, tenant: 'local' }
  return { principal: visitor.principal, tenant: visitor.tenant }
}

/** What the path names. The token of a link is a secret. */
function targetOf({ target, params }: FastifyRequest): string | null {
  const named = Object.entries((params ?? {}) as Record<string, string>).filter(([name]) => name !== 'token' && name !== '*')
  return (
    target ??
    (named
      .map(([, value]) => value)
      .join('/')
      .slice(0, 300) ||
      null)
  )
}
