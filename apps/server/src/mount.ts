import type { Quorum } from '@quorum/quorum'
import type { Operation, Output, Read } from '@quorum/sdk'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Misshapen } from './problem-reply.ts'
import type { Visitor } from './visitor.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route has one: a route without is not registered. */
    operation?: Operation
  }
  interface FastifyRequest {
    /** Set by the door, before any handler. */
    visitor: Visitor
    /** The debates of the visitor's tenant. */
    quorum: Quorum
  }
}

/** What a handler is given besides the validated request. */
export type At = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** For the debate or the command that this request makes: the same when it is repeated under its Idempotency-Key. */
  readonly id: string
}

/** Answers what the operation promises, or a reply that it has sent or taken over itself. */
export type Handler<O extends Operation> = (read: Read<O>, at: At) => Promise<Given<O> | FastifyReply>
type Given<O extends Operation> = O['success']['body'] extends z.ZodType ? Frozen<z.input<O['success']['body']>> : Output<O> | undefined
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T

/** Bodies that are no JSON arrive as they are: text, or bytes. */
export function takeBodies(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

/** Puts an operation of the table on its route: reads the request by it, and answers with its status. */
export function mount<const O extends Operation>(app: FastifyInstance, operation: O, handler: Handler<O>): void {
  app.route({
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: { operation },
    handler: async (request, reply) => {
      const answer = await handler(readBy(operation, request), { request, reply, id: request.quorum.newId() })
      if (answer === reply || reply.sent) return reply
      reply.code(operation.success.status)
      return operation.success.status === 204 ? reply.send() : answer
    },
  })
}

function readBy<O extends Operation>({ params, query, body, bodyOptional }: O, request: FastifyRequest): Read<O> {
  const said = request.body ?? (bodyOptional ? {} : undefined)
  const places = { params: params?.safeParse(request.params), query: query?.safeParse(request.query), body: body?.safeParse(said) }
  const issues = Object.entries(places).flatMap(([place, read]) =>
    (read?.error?.issues ?? []).map((issue) => (place === 'body' ? issue : { ...issue, path: [place, ...issue.path] })),
  )
  if (issues.length > 0) throw new Misshapen(issues)
  return { params: places.params?.data ?? {}, query: places.query?.data ?? {}, body: places.body?.data } as Read<O>
}
