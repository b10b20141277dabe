import type { Quorum } from '@quorum/quorum'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Call, type Calls, hashOf } from '../calls/calls.ts'
import { depthOf, tooDeep } from '../door/depth.ts'
import type { Floor } from '../floor.ts'
import { type Decided, follow } from './follow.ts'
import { Refusal } from './refusal.ts'

/** What it takes to open a debate for a call: the request as it came, and the debate that it asks for. */
export type Opening = {
  readonly request: FastifyRequest
  readonly wanted: Parameters<Quorum['start']>[0]
  readonly background: boolean
}

/** Holds the debate that a call asks for, or that it asked for before. The debate's own calls tell how deep they are by `x-quorum-depth`. */
export async function holdDebate(calls: Calls, { room, options }: Floor, { request, wanted, background }: Opening): Promise<Call> {
  const { headers, body, url } = request
  const depth = depthOf(headers)
  const refused = tooDeep(depth, options)
  if (refused !== null) throw new Refusal(refused, { status: 400, code: 'too_deep', param: 'model', retry: false })
  if (typeof body === 'object' && body !== null && 'user' in body && typeof body.user === 'string' && body.user !== '')
    await request.payFor(body.user)
  const visitor = { ...request.visitor, accounts: request.visitor.accounts ?? [], depth }
  const hash = hashOf([url, body])
  const named = headers['idempotency-key']
  const again = named !== undefined || Number(headers['x-stainless-retry-count'] ?? 0) > 0
  const key = named === undefined ? { key: hash } : { key: `${url} ${named}`, body: hash }
  return calls.hold({ visitor, ...key, again, background }, (id) => room.as(visitor).start(wanted, { id }))
}

type Attending = {
  readonly quorum: Quorum
  /** Fires when the client has left. */
  readonly gone: AbortSignal
  readonly draining: AbortSignal
  /** Takes the deliberation, piece by piece; the next one waits for it. */
  hear(piece: string): Promise<void> | void
}

/** Follows a held debate to its verdict, and lets go of it. Throws where it comes to none; what it throws when the client has left is of no use. */
export async function attend(call: Call, { quorum, gone, draining, hear }: Attending): Promise<Decided> {
  const story = follow(quorum, call.debateId, AbortSignal.any([gone, draining]))
  let over = false
  try {
    for (;;) {
      const { done, value } = await story.next()
      if (done) {
        over = true
        return value
      }
      await hear(value)
    }
  } catch (error) {
    over = error instanceof Refusal
    if (over || !draining.aborted) throw error
    throw new Refusal('This server is about to go, and its debate goes on with the next one: ask the same again to join it.', {
      status: 503,
      code: 'draining',
      retry: true,
    })
  } finally {
    call.leave({ over })
  }
}

/** Fires when the client of a reply has left, or has all of it. */
export function goneFrom({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.on('close', () => gone.abort())
  if (raw.closed) gone.abort()
  return gone.signal
}

/** Where the server is for a client. */
export const siteOf = ({ protocol, host }: FastifyRequest, { options }: Floor): string => options.site ?? `${protocol}://${host}`
