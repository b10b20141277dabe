import { INTERNAL_ERROR, INVALID_REQUEST, PARSE_ERROR } from '@modelcontextprotocol/server'
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
  const code = status === 500 ? INTERNAL_ERROR : status === 400 ? (errors ? INVALID_REQUEST : PARSE_ERROR) : refused[status]
  const body = { jsonrpc: '2.0', id: null, error: { code: code ?? -32000, message: detail } }
  return reply.code(status).type('application/json').send(JSON.stringify(body))
}

/** As the SDK's own transport says it of a session that is gone. */
const refused: Readonly<Record<number, number>> = { 404: -32001 }
