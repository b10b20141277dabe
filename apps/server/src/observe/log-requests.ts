import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { operationOf } from './http-metrics.ts'
import { onAnswered } from './on-answered.ts'

const sane = /^[\w.-]{8,64}$/

/** The caller's own name for its request where that is one, so that it finds it in our log; else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const said = headers['x-request-id']
  return typeof said === 'string' && sane.test(said) ? said : randomUUID()
}

/** Asked so often, and by machines, that a line for each would hide the rest. */
const quiet: ReadonlySet<string> = new Set(['health', 'ready', 'metrics'])

/** One line for each request, when it has been answered. Of its url only what the route says, so that no ticket or token gets there. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ id }, reply) => {
    reply.header('x-request-id', id)
  })
  onAnswered(app, (request, { status, ms }) => {
    const operation = operationOf(request)
    const level = status >= 500 ? 'warn' : quiet.has(operation) ? 'debug' : 'info'
    const { method, routeOptions, params, visitor } = request
    const route = routeOptions.url ?? 'none'
    const who = visitor && { principal: visitor.principal, tenant: visitor.tenant }
    request.log[level]({ method, route, operation, status, ms: Math.round(10 * ms) / 10, ...debateIn(params), ...who }, 'request')
  })
}

function debateIn(params: unknown): { readonly debateId?: string } {
  const { id } = (params ?? {}) as { readonly id?: unknown }
  return typeof id === 'string' ? { debateId: id } : {}
}
