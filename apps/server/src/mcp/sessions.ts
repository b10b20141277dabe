import { randomUUID } from 'node:crypto'
import { type McpServer, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server'
import { Problem } from '@quorum/quorum'
import type { Visitor } from '../visitor.ts'
import { takeTaskCalls } from './tasks.ts'

/** The sessions that the revisions of 2025 hold over HTTP: calls are taken back, and resources subscribed to, by requests of their own. */
export type Sessions = {
  /** Answers a request of a session, or one that begins one. `body`: its JSON, read already. */
  serve(request: Request, body: unknown, visitor: Visitor): Promise<Response>
  /** Ends all of them. */
  close(): Promise<void>
}

type Session = { readonly transport: WebStandardStreamableHTTPServerTransport; readonly server: McpServer; readonly owner: string }

/**
 * Sessions at once, of one caller and of all; beyond, the one that was silent for longest ends: the caller's own where it has too many. A
 * client whose session is gone begins another by itself.
 */
const most = { own: 50, all: 500 }

const ownerOf = ({ tenant, keyId, principal, depth = 0 }: Visitor): string => JSON.stringify([tenant, keyId, principal, depth])

/** `serverFor`: makes what a session's client is offered. */
export function openSessions(serverFor: (visitor: Visitor) => McpServer): Sessions {
  /** The one that was heard of last at the end. */
  const sessions = new Map<string, Session>()

  function touch(id: string, session: Session): void {
    sessions.delete(id)
    sessions.set(id, session)
    trim([...sessions].filter(([, { owner }]) => owner === session.owner).slice(0, -most.own))
    trim([...sessions].slice(0, -most.all))
  }

  function trim(silent: readonly (readonly [string, Session])[]): void {
    for (const [id, { server }] of silent) {
      sessions.delete(id)
      void server.close()
    }
  }

  async function begun(request: Request, body: unknown, visitor: Visitor): Promise<Response> {
    const server = serverFor(visitor)
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => touch(id, { transport, server, owner: ownerOf(visitor) }),
      onsessionclosed: (id) => void sessions.delete(id),
    })
    await server.connect(transport)
    takeTaskCalls(transport)
    const response = await transport.handleRequest(request, { parsedBody: body })
    // It was no request that begins a session, and was answered so.
    if (transport.sessionId === undefined) await server.close()
    return response
  }

  return {
    async serve(request, body, visitor) {
      const id = request.headers.get('mcp-session-id')
      if (id === null) return begun(request, body, visitor)
      const session = sessions.get(id)
      if (session?.owner !== ownerOf(visitor))
        throw new Problem('not-found', 'This session is not known here, or has ended: begin another one.')
      touch(id, session)
      return session.transport.handleRequest(request, { parsedBody: body })
    },
    async close() {
      const all = [...sessions.values()]
      sessions.clear()
      await Promise.all(all.map(({ server }) => server.close()))
    },
  }
}
