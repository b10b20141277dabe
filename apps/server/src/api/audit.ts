import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import { type AuditEntry, auditKind } from '../door/audit.ts'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { isOperator } from '../visitor.ts'

/** Who did what: the operator sees all of it, an admin of another tenant what was done there. */
export function mountAudit(app: FastifyInstance, { room: { store } }: Floor): void {
  mount(app, operations.listAudit, async ({ query: { after, limit = 50 } }, { request: { visitor } }) => {
    const tenant = isOperator(visitor) ? {} : { tenant: visitor.tenant }
    const page = await store.documents.list({ kind: auditKind, limit, ...tenant, ...(after && { after }) })
    return { entries: page.documents.map(({ text }) => JSON.parse(text) as AuditEntry), next: page.next }
  })
}
