import { createMcpHandler, isLegacyRequest, type McpHttpHandler } from '@modelcontextprotocol/server'
import { Problem } from '@quorum/quorum'
import type { FastifyReply } from 'fastify'
import type { Calls } from '../calls/calls.ts'
import { depthOf, tooDeep } from '../door/depth.ts'
import type { Floor } from '../floor.ts'
import type { At } from '../mount.ts'
import type { Visitor } from '../visitor.ts'
import { type Desk, usualTimes } from './desk.ts'
import { lastingServer, mcpServer } from './mcp-server.ts'
import { openSessions } from './sessions.ts'
import { onUpdates } from './updates.ts'
import { sendResponse, webRequest } from './web-exchange.ts'

/** Where the Model Context Protocol is spoken over HTTP. */
export type Endpoint = {
  answer(at: At): Promise<FastifyReply>
  close(): Promise<void>
}

/** Revisions of 2025 hold sessions; from 2026 on each request stands for itself. */
export function openEndpoint({ room, log, options, draining }: Floor, calls: Calls): Endpoint {
  const times = { ...usualTimes, ...options.mcp }
  const deskOf = (visitor: Visitor): Desk => ({ room, visitor, calls, log, draining, open: new Set(), times, app: options.app })
  const sessions = openSessions((visitor) => lastingServer(deskOf(visitor), 'legacy'))
  const visitors = new WeakMap<Request, Visitor>()
  /** One a tenant, so that nobody hears of another tenant's debates. */
  const handlers = new Map<string, McpHttpHandler>()
  const silence = onUpdates(room, (uri, tenant) => handlers.get(tenant)?.notify.resourceUpdated(uri))

  function handlerOf({ tenant }: Visitor): McpHttpHandler {
    const known = handlers.get(tenant)
    if (known) return known
    const made = createMcpHandler(
      ({ requestInfo }) => {
        const visitor = requestInfo && visitors.get(requestInfo)
        if (!visitor) throw new Error('A request came in that nobody let in.')
        return mcpServer(deskOf(visitor))
      },
      { legacy: 'reject', onerror: (err) => log.debug({ err }, 'an MCP request was refused') },
    )
    handlers.set(tenant, made)
    return made
  }

  return {
    async answer({ request, reply }) {
      const { body } = request
      const visitor = atDepth(request.visitor, depthOf(request.headers), options)
      const asked = webRequest(request, reply)
      visitors.set(asked, visitor)
      const response = (await isLegacyRequest(asked, body))
        ? await sessions.serve(asked, body, visitor)
        : await handlerOf(visitor).fetch(asked, { parsedBody: body })
      return sendResponse(response, reply)
    },
    async close() {
      silence()
      await Promise.all([sessions.close(), ...[...handlers.values()].map((handler) => handler.close())])
    },
  }
}

/**
 * Somebody who asks for a debate of ours, under as many debates. A session stays at the depth at which it began: one of another depth is
 * another owner's. Throws a `Problem` where a debate asks for itself too often.
 */
function atDepth(visitor: Visitor, depth: number, options: Floor['options']): Visitor {
  if (depth === 0) return visitor
  const refused = tooDeep(depth, options)
  if (refused !== null) throw new Problem('forbidden', refused)
  return {
    ...visitor,
    // Those of the day on which they are looked at.
    get accounts() {
      return visitor.accounts ?? []
    },
    depth,
  }
}
