import { Problem } from '@quorum/quorum'
import type { Operation } from '@quorum/sdk'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Floor } from '../floor.ts'
import { includes, type Visitor } from '../visitor.ts'
import { type KeyRecord, keysIn } from './keys.ts'
import { checkProvenance, isLoopback } from './provenance.ts'

/**
 * Everybody who comes in comes by here. A route that is no operation of the table does not open. On loopback, without `auth`, whoever is
 * at the machine may do everything; elsewhere a key says who it is and how much it may do.
 */
export function openDoor(app: FastifyInstance, { room, options, now }: Floor): void {
  const { host = '127.0.0.1', hosts, origins = [], proxies = [], auth = false } = options
  const keys = keysIn(room.store.documents)
  const open = !auth && (isLoopback(host) || host === 'localhost')

  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.operation) throw new Error(`The route ${url} is no operation of the table.`)
  })
  app.decorateRequest('visitor')
  app.decorateRequest('quorum')
  app.addHook('onRequest', async (request) => {
    checkProvenance(request, { hosts: hosts ?? (open ? [] : null), origins, proxies }, portOf(app))
    const visitor = await visitorOf(request)
    allowed(visitor, request.routeOptions.config.operation)
    request.visitor = visitor
    request.quorum = room.as(visitor)
  })

  async function visitorOf(request: FastifyRequest): Promise<Visitor> {
    const said = keyIn(request)
    const here = open && isLoopback(request.socket.remoteAddress ?? '')
    // Clients of other vendors cannot do without a key, and send whatever: where none is needed, only one of ours counts.
    if (said === null || (here && !said.startsWith('qk_'))) return here ? somebodyHere : nobody
    const record = await keys.find(said, now())
    if (!record) throw new Problem('unauthorized', 'This key is not known here: it is mistyped, has expired or was revoked.')
    return visitorWith(record)
  }
}

const somebodyHere: Visitor = { tenant: 'local', principal: 'local', scope: 'admin', keyId: null }
const nobody: Visitor = { tenant: 'nobody', principal: 'nobody', scope: 'none', keyId: null }

function visitorWith({ id, tenant, scope }: KeyRecord): Visitor {
  return { tenant, principal: `key:${id}`, scope, keyId: id }
}

function keyIn({ headers }: FastifyRequest): string | null {
  const { authorization, 'x-api-key': key } = headers
  if (authorization !== undefined) return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
  return typeof key === 'string' ? key : null
}

/** Throws where the visitor may not do this. What is not there needs no key to be missing. */
function allowed({ scope }: Visitor, operation: Operation | undefined): void {
  const asked = operation?.scope ?? 'none'
  if (includes(scope, asked)) return
  if (scope === 'none') throw new Problem('unauthorized', 'This needs an API key: send it as `Authorization: Bearer qk_...`.')
  throw new Problem('forbidden', `This needs a key of scope ${asked}; this one is of scope ${scope}.`)
}

function portOf({ server }: FastifyInstance): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
