import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type WebSocket, WebSocketServer } from 'ws'
import { farewellMs } from './reader.ts'

/** `maxPayload`: bytes of one message of a client, as of a body. */
const kept = { noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: 256 * 1024, closeTimeout: farewellMs }

/** A WebSocket, and the connection that it is on. */
export type Upgraded = { readonly socket: WebSocket; readonly stream: Duplex }

export type Upgrades = {
  /** Whether a request asks for a WebSocket. */
  asks(request: FastifyRequest): boolean
  /** Makes a WebSocket of a request; null where the request is none that can be, which is then answered. The reply is over either way. */
  accept(request: FastifyRequest, reply: FastifyReply): Promise<Upgraded | null>
}

/** Other protocols that clients offer by themselves (h2c) are not taken, and their requests answered as if they had offered nothing. */
export const isWebSocket = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket'

/**
 * Lets requests for WebSockets in by the door through which all others come: they are routed as the GET requests that they are, and refused
 * as such before anything is upgraded.
 */
export function takeUpgrades(app: FastifyInstance): Upgrades {
  const offers = new WeakMap<IncomingMessage, { readonly stream: Duplex; readonly head: Buffer }>()
  const sockets = new WebSocketServer(kept)

  app.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // What breaks a connection is of no interest to anybody but its reader, who hears that it is closed.
    stream.on('error', () => stream.destroy())
    offers.set(request, { stream, head })
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(stream as Parameters<typeof response.assignSocket>[0])
    response.on('finish', () => stream.end(() => stream.destroy()))
    app.routing(request, response)
  })

  return {
    asks: ({ raw }) => offers.has(raw),
    accept(request, reply) {
      const offer = offers.get(request.raw)
      reply.hijack()
      if (!offer) return Promise.resolve(null)
      const { stream, head } = offer
      return new Promise((resolve) => {
        stream.once('close', () => resolve(null))
        sockets.handleUpgrade(request.raw, stream, head, (socket) => resolve({ socket, stream }))
      })
    },
  }
}
