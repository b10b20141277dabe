import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Door } from '../door/door.ts'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'

/** One-time tickets for streams of browsers. */
export function mountTickets(app: FastifyInstance, { now }: Floor, { tickets }: Door): void {
  mount(app, operations.createTicket, async ({ body: { debateId } }, { request: { visitor, quorum } }) => {
    if (debateId !== undefined) await quorum.row(debateId)
    const { text, expiresAt } = await tickets.create(visitor, debateId, now())
    return { ticket: text, expiresAt: new Date(expiresAt).toISOString() }
  })
}
