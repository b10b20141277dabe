import type { Room } from '@quorum/quorum'
import fastify, { type FastifyInstance } from 'fastify'
import { mountCatalogue } from './api/catalogue.ts'
import { mountComments } from './api/comments.ts'
import { mountDebates } from './api/debates.ts'
import { mountSharing } from './api/sharing.ts'
import { mountSources } from './api/sources.ts'
import { mountSteering } from './api/steering.ts'
import type { CallsOptions } from './calls/calls.ts'
import { mountDocs } from './docs/docs.ts'
import { openDoor } from './door/door.ts'
import type { Floor } from './floor.ts'
import { mountEvents } from './live/events.ts'
import { fanOut } from './live/fan-out.ts'
import { takeBodies } from './mount.ts'
import { mountOpenAi } from './openai/openai.ts'
import { replyProblem } from './problem-reply.ts'
import { mountStreams } from './streams/mount-streams.ts'
import { mountWebhooks, type WebhookOptions } from './webhooks/mount-webhooks.ts'

export type ServerOptions = {
  readonly host?: string
  /** 0: any that is free. */
  readonly port?: number
  /** Ask for a key on loopback, too. */
  readonly auth?: boolean
  /** `host:port` by which it may be called, besides the loopback names; any, where a key is required and this is left out. */
  readonly hosts?: readonly string[]
  /** Origins of pages that may call it, as `https://example.com`. */
  readonly origins?: readonly string[]
  /** Addresses of proxies before it, whose forwarding headers are believed. */
  readonly proxies?: readonly string[]
  /** Name and version of the software. */
  readonly app: string
  /** Milliseconds that turns in flight have to end when the server closes. */
  readonly graceMs?: number
  /** How many debates may stand above one that a model of theirs asks for: 1 if not given. */
  readonly maxDepth?: number
  /** How long debates outlive the calls that hold them. */
  readonly calls?: Pick<CallsOptions, 'graceMs' | 'clock'>
  /** Where it is for others, as `https://quorum.example.com`, for links in what it sends. */
  readonly site?: string
  readonly webhooks?: WebhookOptions
}

export type Server = {
  /** `http://127.0.0.1:4400`. */
  readonly url: string
  readonly app: FastifyInstance
  /** Takes nothing new, lets turns in flight end, gives its debates back, and closes. The room is closed, too. */
  close(): Promise<void>
}

/** A server over a room. It listens when this resolves. */
export async function openServer(room: Room, options: ServerOptions): Promise<Server> {
  const { host = '127.0.0.1', port = 4400, graceMs = 20_000 } = options
  const drain = new AbortController()
  const app = fastify({ bodyLimit: 256 * 1024, logger: false, forceCloseConnections: 'idle' })
  const floor: Floor = { room, options, log: app.log, now: Date.now, draining: drain.signal, fanOut: fanOut(drain.signal) }

  app.setErrorHandler(replyProblem)
  takeBodies(app)
  openDoor(app, floor)
  mountDebates(app, floor)
  mountOpenAi(app, floor)
  mountSteering(app, floor)
  mountSharing(app, floor)
  mountComments(app, floor)
  mountSources(app, floor)
  mountCatalogue(app, floor)
  mountWebhooks(app, floor)
  mountStreams(app, floor)
  mountEvents(app, floor)
  mountDocs(app, floor)

  const url = await app.listen({ host, port })
  return {
    url,
    app,
    async close() {
      drain.abort()
      await room.close({ graceMs })
      await app.close()
    },
  }
}
