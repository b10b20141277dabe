import { createMcpHandler, isLegacyRequest, type McpHttpHandler } from '@modelcontextprotocol/server'
import { operations } from '@quorum/sdk'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { openCalls } from '../calls/calls.ts'
import type { Floor } from '../floor.ts'
import { type At, mount } from '../mount.ts'
import type { Visitor } from '../visitor.ts'
import { type Desk, joinMs, usualTimes } from './desk.ts'
import { lastingServer, mcpServer } from './mcp-server.ts'
import { openSessions } from './sessions.ts'
import { onUpdates } from './updates.ts'
import { sendResponse, webRequest } from './web-exchange.ts'

/** The Model Context Protocol over HTTP. Revisions of 2025 hold sessions; from 2026 on each request stands for itself. */
export function mountMcp(app: FastifyInstance, floor: Floor): void {
  const { room, log, options, draining } = floor
  const calls = openCalls(app, floor, { kind: 'mcp-call', joinMs, ...options.calls })
  const times = { ...usualTimes, ...options.mcp }
  const deskOf = (visitor: Visitor): Desk => ({ room, visitor, calls, log, draining, open: new Set(), times, app: options.app })
  const sessions = openSessions((visitor) => lastingServer(deskOf(visitor), 'legacy'))
  const visitors = new WeakMap<Request, Visitor>()
  /** One a tenant, so that nobody hears of another tenant's debates. */
  const handlers = new Map<string, McpHttpHandler>()

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

  async function answer({ request, reply }: At): Promise<FastifyReply> {
    const { visitor, body } = request
    const asked = webRequest(request, reply)
    visitors.set(asked, visitor)
    const response = (await isLegacyRequest(asked, body))
      ? await sessions.serve(asked, body, visitor)
      : await handlerOf(visitor).fetch(asked, { parsedBody: body })
    return sendResponse(response, reply)
  }

  mount(app, operations.callMcp, (_, at) => answer(at))
  mount(app, operations.hearMcp, (_, at) => answer(at))
  mount(app, operations.endMcp, (_, at) => answer(at))
  const silence = onUpdates(room, (uri, tenant) => handlers.get(tenant)?.notify.resourceUpdated(uri))
  app.addHook('preClose', async () => {
    silence()
    await Promise.all([sessions.close(), ...[...handlers.values()].map((handler) => handler.close())])
  })
}
