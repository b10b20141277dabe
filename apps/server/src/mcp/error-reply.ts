import { Problem } from '@quorum/quorum'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Found } from '../problem-reply.ts'

/** Answers with an error of JSON-RPC: what went wrong before anybody read the message. */
export function replyRpcError(
  error: unknown,
  { status, detail, errors }: Found,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (status >= 500) request.log.error({ err: error }, 'a request failed')
  if (error instanceof Problem && error.retryAfter !== null) reply.header('retry-after', Math.ceil(error.retryAfter))
  const code = status === 400 && errors ? codes.misshapen : (codes[status] ?? -32000)
  const body = { jsonrpc: '2.0', id: null, error: { code, message: detail } }
  return reply.code(status).type('application/json').send(JSON.stringify(body))
}

/** As JSON-RPC and the SDK have them; the SDK itself is not loaded for this. A 404 is a session that is gone. */
const codes: Readonly<Record<number | 'misshapen', number>> = { misshapen: -32600, 400: -32700, 404: -32001, 500: -32603 }
