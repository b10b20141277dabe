import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerOptions } from '../open-server.ts'

/** What every answer says to a browser: to run nothing, to guess nothing, to tell nobody. A page that needs more says so itself. */
const guarded = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const

const exposed = 'x-request-id, retry-after, ratelimit, ratelimit-policy, idempotent-replay, x-quorum-debate, mcp-session-id'

export type ReplyHeaders = (request: FastifyRequest, reply: FastifyReply) => void

/** Sets them on a reply, with those by which pages of configured origins may read it. Cookies are never asked for. */
export function replyHeadersBy({ site, origins = [] }: Pick<ServerOptions, 'site' | 'origins'>): ReplyHeaders {
  const secure = site?.startsWith('https://') ? { 'strict-transport-security': 'max-age=31536000' } : {}
  return ({ headers: { origin } }, reply) => {
    reply.headers({ ...guarded, ...secure })
    if (origins.length > 0) reply.header('vary', 'Origin')
    if (origin === undefined || !origins.includes(origin)) return
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': exposed })
  }
}

/** Whether a browser asks beforehand what a page of another origin may do. */
export const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined

/** A page of an allowed origin may do whatever its key may. */
export function replyPreflight({ headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? 'authorization, content-type',
      'access-control-max-age': '600',
    })
    .send()
}
