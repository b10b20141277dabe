import type { Room } from '@quorum/quorum'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { Registry } from 'prom-client'
import { mountAudit } from './api/audit.ts'
import { mountCatalogue } from './api/catalogue.ts'
import { mountComments } from './api/comments.ts'
import { mountDebates } from './api/debates.ts'
import { mountKeys } from './api/keys.ts'
import { mountOwnKey } from './api/own-key.ts'
import { mountProviders } from './api/providers.ts'
import { mountSharing } from './api/sharing.ts'
import { mountSources } from './api/sources.ts'
import { mountSteering } from './api/steering.ts'
import { mountTickets } from './api/tickets.ts'
import { mountUsers } from './api/users.ts'
import type { CallsOptions } from './calls/calls.ts'
import { mountDocs } from './docs/docs.ts'
import { firstAdminKey } from './door/admin-key.ts'
import { type DoorLimits, openDoor } from './door/door.ts'
import { proxiesAt } from './door/provenance.ts'
import { replyBadPath, replyNoRequest } from './door/unreadable.ts'
import type { Floor } from './floor.ts'
import { mountEvents } from './live/events.ts'
import { fanOut } from './live/fan-out.ts'
import { mountSocket } from './live/mount-socket.ts'
import { isWebSocket } from './live/upgrade.ts'
import type { McpTimes } from './mcp/desk.ts'
import { mountMcp } from './mcp/mount-mcp.ts'
import { takeBodies } from './mount.ts'
import { refuseOnceDraining } from './observe/drain.ts'
import { logRequests, requestIdOf } from './observe/log-requests.ts'
import { mountObserve } from './observe/mount-observe.ts'
import { type Log, openLog } from './observe/open-log.ts'
import type { Tracing } from './observe/open-tracing.ts'
import { countPlain } from './observe/plain-metrics.ts'
import { countWatchers } from './observe/process-metrics.ts'
import { mountOpenAi } from './openai/openai.ts'
import { replyProblem } from './problem-reply.ts'
import { mountStreams } from './streams/mount-streams.ts'
import { mountWebhooks, type WebhookOptions } from './webhooks/mount-webhooks.ts'

export type ServerOptions = {
  readonly host?: string
  /** 0: any that is free. */
  readonly port?: number
  /** What each user of a caller may spend, in US dollars, unless caps were set for them. */
  readonly users?: { readonly budgetUsd?: number | undefined; readonly dailyUsd?: number | undefined }
  /** What a tenant may keep: uploads that wait for a debate (500 of 200 MB together if not given), and comments (20,000 of 20 MB). */
  readonly quotas?: {
    readonly sources?: number | undefined
    readonly sourceBytes?: number | undefined
    readonly comments?: number | undefined
    readonly commentBytes?: number | undefined
  }
  /** Ask for a key on loopback, too. */
  readonly auth?: boolean
  /** `host:port` by which it may be called, besides the loopback names; any, where a key is required and this is left out. */
  readonly hosts?: readonly string[]
  /** Origins of pages that may call it, as `https://example.com`. */
  readonly origins?: readonly string[]
  /** Addresses or networks (`10.0.0.0/8`) of proxies before it, whose forwarding headers are believed. With any, a key is always required. */
  readonly proxies?: readonly string[]
  /** A key of scope admin that the operator chose, beside those that are made here. */
  readonly adminKey?: string
  readonly limits?: DoorLimits
  /** Name and version of the software. */
  readonly app: string
  /** Milliseconds that turns in flight have to end when the server closes. */
  readonly graceMs?: number
  /** How many debates may stand above one that a model of theirs asks for: 1 if not given. */
  readonly maxDepth?: number
  /** How long debates outlive the calls that hold them. */
  readonly calls?: Pick<CallsOptions, 'graceMs' | 'clock'>
  /** How long clients of the Model Context Protocol wait. */
  readonly mcp?: McpTimes
  /** Where it is for others, as `https://quorum.example.com`, for links in what it sends. */
  readonly site?: string
  readonly webhooks?: WebhookOptions
  /** Folder of the built page, which is then at `/`; none if not given. */
  readonly page?: string | null
  /** Where it tells what it does; nowhere if not given. */
  readonly log?: Log
  /** Where spans of debates go; nowhere if not given. Closed with the server. */
  readonly tracing?: Tracing | null
}

export type Server = {
  /** `http://127.0.0.1:4400`. */
  readonly url: string
  readonly app: FastifyInstance
  /** A key of scope admin, made because one is required and there was none: it is to be shown once. Else null. */
  readonly adminKey: string | null
  /** Takes nothing new, lets turns in flight end, gives its debates back, and closes. The room is closed, too. */
  close(): Promise<void>
}

/** Milliseconds that answers have to leave once the room is closed. */
const lastWordsMs = 2000

const silent = openLog({ env: { QUORUM_LOG_LEVEL: 'silent' } })

/** A server over a room. It listens when this resolves. */
export async function openServer(room: Room, options: ServerOptions): Promise<Server> {
  const { host = '127.0.0.1', port = 4400, graceMs = 20_000 } = options
  const drain = new AbortController()
  const { log = silent } = options
  const app = fastify({
    bodyLimit: 256 * 1024,
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    forceCloseConnections: 'idle',
    trustProxy: options.proxies?.length ? proxiesAt(options.proxies) : false,
    // For the whole of a request to arrive; how long an answer takes is another matter.
    requestTimeout: 120_000,
    http: { headersTimeout: 15_000, shouldUpgradeCallback: isWebSocket },
    frameworkErrors: replyBadPath,
    clientErrorHandler: replyNoRequest,
  })
  const registry = new Registry()
  const draining = drain.signal
  const floor: Floor = { room, options, log, now: () => Date.now(), draining, fanOut: countWatchers(registry, fanOut({ draining, log })) }

  const deaf = room.reports((error, about) => log.warn({ err: error, ...about }, 'something failed that is tried again'))
  app.addHook('onClose', async () => deaf())
  for (const gap of room.models.gaps?.() ?? []) log.warn(gap)

  app.setErrorHandler(replyProblem)
  takeBodies(app)
  logRequests(app)
  refuseOnceDraining(app, draining)
  const door = openDoor(app, floor)
  mountObserve(app, floor, registry)
  mountDebates(app, floor)
  mountOpenAi(app, floor, countPlain(registry))
  mountMcp(app, floor)
  mountSteering(app, floor)
  mountKeys(app, floor, door)
  mountOwnKey(app, floor, door)
  mountUsers(app, floor, door)
  mountTickets(app, floor, door)
  mountAudit(app, floor)
  mountProviders(app, floor)
  mountSharing(app, floor)
  mountComments(app, floor)
  mountSources(app, floor)
  mountCatalogue(app, floor)
  mountWebhooks(app, floor)
  mountStreams(app, floor)
  mountEvents(app, floor)
  mountSocket(app, floor)
  mountDocs(app, floor)

  const chosen = door.open || options.adminKey
  const adminKey = chosen ? null : await firstAdminKey(door.keys, floor.now())
  const url = await app.listen({ host, port })
  return {
    url,
    app,
    adminKey,
    async close() {
      drain.abort()
      try {
        await room.close({ graceMs })
      } finally {
        // A closing server times no requests any more: one whose rest never comes would keep it open for ever.
        const cut = setTimeout(() => app.server.closeAllConnections(), lastWordsMs)
        await app.close().finally(() => clearTimeout(cut))
      }
    },
  }
}
