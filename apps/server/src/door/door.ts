import { Problem } from '@quorum/quorum'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Floor } from '../floor.ts'
import type { ServerOptions } from '../open-server.ts'
import { replyPageOf } from '../page/reply-page.ts'
import { includes, type Visitor } from '../visitor.ts'
import { chosenAdminKey } from './admin-key.ts'
import { audit } from './audit.ts'
import { heldConnections, tellsOn } from './held.ts'
import { identifying } from './identify.ts'
import { type KeyUse, keyUseIn } from './key-use.ts'
import { type Keys, keysIn } from './keys.ts'
import { measureLag } from './lag.ts'
import { checkProvenance, isLoopback, proxiesAt } from './provenance.ts'
import { netOf, type Rate, ratesBy } from './rates.ts'
import { type Repeats, repeatsIn } from './repeats.ts'
import { isPreflight, replyHeadersBy, replyPreflight } from './reply-headers.ts'
import { type Tickets, ticketsIn } from './tickets.ts'
import { replyUnrouted } from './unrouted.ts'
import { type Users, usersIn } from './users.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** What requests under an `Idempotency-Key` repeat. */
    repeats: Repeats
  }
  interface FastifyRequest {
    /** Has what this request starts paid by one of the caller's users, too. */
    payFor(user: string): Promise<void>
    /** Counts one more that came over its connection. Throws `too-many` where there were too many. */
    countAgain(): void
  }
}

/** What one visitor may ask for at the most; what a key says itself comes first. */
export type DoorLimits = {
  /** Requests a minute of one key: 1200 if not given. */
  readonly perKey?: number
  /** Requests a minute without a good key, from one address or IPv6 /64: 600 if not given. */
  readonly perAddress?: number
  /** Streams that one visitor has open at once: 500 if not given. */
  readonly streams?: number
  /** Milliseconds that the process may be behind its clock for a while before it starts no debates: 1000 if not given. */
  readonly lagMs?: number
}

/** The things at the door that routes are about. */
export type Door = {
  readonly keys: Keys
  readonly use: KeyUse
  readonly tickets: Tickets
  readonly users: Users
  /** Requests a minute of a key that says nothing of it. */
  readonly perKey: number
  /** Whoever is at the machine needs no key. */
  readonly open: boolean
}

/**
 * Everybody who comes in comes by here. A route that is no operation of the table does not open. On loopback, without `auth` and without
 * a proxy before it, whoever is at the machine may do everything, unlimited; elsewhere a key says who it is and how much it may do.
 */
export function openDoor(app: FastifyInstance, floor: Floor): Door {
  const { room, options, now, log } = floor
  const { hosts, origins = [], proxies = [], limits: { perKey = 1200, perAddress = 600, streams = 500, lagMs = 1000 } = {} } = options
  const { documents } = room.store
  const open = isOpen(options)
  const keys = keysIn(documents)
  const use = keyUseIn(documents, (error) => log.error({ err: error }, 'the use of a key was not noted'))
  const tickets = ticketsIn(documents)
  const { budgetUsd, dailyUsd } = options.users ?? {}
  const users = usersIn(documents, { budgetNano: nano(budgetUsd), dailyNano: nano(dailyUsd) }, now)
  const identify = identifying({ keys, use, tickets, open, adminKey: chosenAdminKey(options.adminKey), now })
  const provenance = {
    hosts: hosts?.map((host) => host.toLowerCase()) ?? (open ? [] : null),
    origins,
    isProxy: proxiesAt(proxies),
  }
  const setHeaders = replyHeadersBy(options)
  const rates = ratesBy(() => performance.now())
  const held = heldConnections(keys, streams)
  const lag = measureLag()

  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.operation) throw new Error(`The route ${url} is no operation of the table.`)
  })
  replyUnrouted(app, options.page ? replyPageOf(options.page) : null)
  app.decorate('repeats', repeatsIn(documents, now))
  app.decorateRequest('visitor')
  app.decorateRequest('quorum')
  app.decorateRequest('countAgain')
  app.decorateRequest('payFor')
  audit(app, floor)
  app.addHook('onClose', async () => lag.stop())
  app.addHook('onRequest', async (request, reply) => {
    setHeaders(request, reply)
    checkProvenance(request, provenance, portOf(app))
    if (isPreflight(request)) return replyPreflight(request, reply)
    const { operation } = request.routeOptions.config
    if (operation?.starts && lag.ms() > lagMs)
      throw new Problem('busy', 'This server cannot keep up at the moment: try again in a few seconds.', { retryAfter: 5 })
    const visitor = await admitted(request, reply)
    come(request, visitor)
    request.payFor = async (user) => come(request, await users.payingFor(visitor, user))
    allowed(visitor, request)
    const { 'x-quorum-user': user } = request.headers
    if (typeof user === 'string' && user !== '') await request.payFor(named(user))
    const counted = visitor.keyId ?? (visitor.scope === 'none' ? netOf(request.ip) : null)
    if (operation && tellsOn(operation) && counted !== null) held.hold(request, reply, counted, visitor.keyId)
  })

  function come(request: FastifyRequest, visitor: Visitor): void {
    request.visitor = visitor
    request.quorum = room.as(visitor)
  }

  /** Who it is, if there were not too many requests of it. Whoever is at the machine asks as often as it likes. */
  async function admitted(request: FastifyRequest, reply: FastifyReply): Promise<Visitor> {
    const stranger = () => rates.count(`address:${netOf(request.ip)}`, perAddress)
    const { visitor, perMinute } = await identify(request).catch((error: unknown): never => {
      within(stranger(), reply)
      throw error
    })
    const { keyId, scope } = visitor
    const count = () => (keyId !== null ? rates.count(keyId, perMinute ?? perKey) : scope === 'none' ? stranger() : null)
    request.countAgain = () => refuseBeyond(count())
    within(count(), reply)
    return visitor
  }

  return { keys, use, tickets, users, perKey, open }
}

const nano = (usd: number | undefined): number | null => (usd === undefined ? null : Math.round(usd * 1e9))

function named(user: string): string {
  if (user.length <= 256) return user
  throw new Problem('bad-request', 'x-quorum-user has 256 characters at the most.')
}

/** Whether a server is open to whoever is at its machine. Behind a proxy everybody seems to be. */
export const isOpen = ({ host = '127.0.0.1', auth = false, proxies = [] }: ServerOptions): boolean =>
  !auth && proxies.length === 0 && (isLoopback(host) || host === 'localhost')

function within(rate: Rate | null, reply: FastifyReply): void {
  if (!rate) return
  const { perMinute, left, fullIn } = rate
  reply.headers({ 'ratelimit-policy': `"default";q=${perMinute};w=60`, ratelimit: `"default";r=${left};t=${fullIn}` })
  refuseBeyond(rate)
}

function refuseBeyond(rate: Rate | null): void {
  if (!rate || rate.wait === 0) return
  const { perMinute, wait } = rate
  throw new Problem('too-many', `There may be ${perMinute} requests a minute: try again in ${wait} s.`, { retryAfter: wait })
}

/** Throws where the visitor may not do this. What is not there needs no key to be missing. */
function allowed({ scope, debateId }: Visitor, { routeOptions, params }: FastifyRequest): void {
  const asked = routeOptions.config.operation?.scope ?? 'none'
  if (!includes(scope, asked)) {
    if (scope === 'none') throw new Problem('unauthorized', 'This needs an API key: send it as `Authorization: Bearer qk_...`.')
    throw new Problem('forbidden', `This needs a key of scope ${asked}; this one is of scope ${scope}.`)
  }
  if (debateId !== undefined && (params as { readonly id?: string }).id !== debateId)
    throw new Problem('forbidden', 'This ticket is for another debate.')
}

function portOf({ server }: FastifyInstance): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
