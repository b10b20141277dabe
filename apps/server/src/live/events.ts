import type { Quorum } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import type { FanOut } from './fan-out.ts'
import { openSse } from './sse.ts'

/** What happens in a debate: as a stream of server-sent events, or what is recorded so far as JSON. */
export function mountEvents(app: FastifyInstance, { fanOut }: Floor): void {
  mount(app, operations.listEvents, async ({ params: { id }, query }, { request, reply }) => {
    const after = seqAsked(request, query)
    return wantsStream(request) ? streamDebate(request.quorum, id, after, reply, fanOut) : listed(request.quorum, id, after, reply)
  })
}

/** The seq after which a client goes on; 0 where it says nothing that could be one. */
export function seqAsked({ headers }: FastifyRequest, { after = 0 }: { readonly after?: number } = {}): number {
  const seq = Number(headers['last-event-id'] ?? after)
  return Number.isInteger(seq) && seq > 0 ? seq : 0
}

/** Whoever asks for JSON, and not for a stream, gets JSON. */
export function wantsStream({ headers: { accept = '' } }: FastifyRequest): boolean {
  return accept.includes('text/event-stream') || !accept.includes('application/json')
}

/** Reads a debate to the client of a reply until it has ended, or the client has gone. At the end of an ended debate there is nothing to say: 204. */
export async function streamDebate(quorum: Quorum, id: string, after: number, reply: FastifyReply, fanOut: FanOut): Promise<FastifyReply> {
  const row = await quorum.row(id)
  if (row.endedAt !== null && after === row.head) return reply.code(204).send()
  await fanOut.join(quorum, row, after, openSse(reply, { retryMs: 2000 }))
  return reply
}

/** The stored texts go out as they are. */
async function listed(quorum: Quorum, id: string, after: number, reply: FastifyReply): Promise<FastifyReply> {
  const { head } = await quorum.row(id)
  const entries = await quorum.read(id, after, head)
  return reply.type('application/json').send(`{"events":[${entries.map(({ text }) => text).join(',')}]}`)
}
