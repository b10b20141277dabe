import { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api'
import type { FastifyInstance } from 'fastify'

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** The request's place in its caller's trace (W3C Trace Context); the root of a new one where it says none. */
export function parentOf(traceparent: unknown): Context {
  const [, traceId = '', spanId = '', flags = ''] = typeof traceparent === 'string' ? (form.exec(traceparent) ?? []) : []
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return ROOT_CONTEXT
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true })
}

/** Keeps the place for whatever a request begins, however long that takes; answers what looks it up. */
export function keepParents(app: FastifyInstance): () => Context {
  const kept = new AsyncLocalStorage<Context>()
  app.addHook('onRequest', (request, _, done) => kept.run(parentOf(request.headers.traceparent), done))
  return () => kept.getStore() ?? ROOT_CONTEXT
}
