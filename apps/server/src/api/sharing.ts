import { createHash, randomBytes } from 'node:crypto'
import { exportDebate, Problem, type Quorum } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { Document } from '@quorum/store'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Floor } from '../floor.ts'
import { seqAsked, streamDebate } from '../live/events.ts'
import { mount } from '../mount.ts'
import { allDocuments } from './all-documents.ts'
import { sandbox } from './files.ts'
import { openLinks } from './links.ts'

type Share = { readonly id: string; readonly createdAt: string; readonly expiresAt: string }

const kind = 'share'
const usualMs = 30 * 86_400_000

/** Links by which anybody may read one debate, until they expire or are revoked. */
export function mountSharing(app: FastifyInstance, { room, options, now, fanOut, log }: Floor): void {
  const { documents } = room.store
  const links = openLinks(
    async (id) => (await documents.get(kind, id)) !== null,
    (error) => log.warn({ err: error }, 'a link could not be looked up'),
  )

  mount(app, operations.shareDebate, async ({ params, body }, { request }) => {
    await request.quorum.row(params.id)
    const expires = body.expiresAt === undefined ? now() + usualMs : Date.parse(body.expiresAt)
    if (expires <= now()) throw new Problem('bad-request', 'A link has to expire in the future.')
    const token = randomBytes(32).toString('base64url')
    const id = idOf(token)
    const share: Share = { id, createdAt: new Date(now()).toISOString(), expiresAt: new Date(expires).toISOString() }
    const { tenant } = request.visitor
    await documents.put({ kind, id, tenant, debateId: params.id, text: JSON.stringify(share), expiresAt: expires })
    const site = options.site?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`
    return { ...share, url: `${site}/api/v1/shared/${token}` }
  })
  mount(app, operations.listShares, async ({ params }, { request: { quorum } }) => {
    await quorum.row(params.id)
    return { shares: (await allDocuments(documents, { kind, debateId: params.id })).map(shareIn) }
  })
  mount(app, operations.revokeShare, async ({ params }, { request: { quorum }, reply }) => {
    await quorum.row(params.id)
    const found = await documents.get(kind, params.shareId)
    if (found?.debateId !== params.id) throw new Problem('not-found', `There is no such link to debate ${params.id}.`)
    await documents.remove(kind, params.shareId)
    links.cut(params.shareId)
    return reply.code(204).send()
  })
  mount(app, operations.getShared, async ({ params: { token } }, { request, reply }) => {
    const found = await documents.get(kind, idOf(token))
    if (!found?.debateId) throw nowhere()
    const quorum = room.as({ tenant: found.tenant, principal: `share:${found.id}` })
    reply.headers({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
    try {
      if (!accepts(request, 'text/event-stream')) return await page(quorum, found.debateId, request, reply)
      links.hold(found.id, reply.raw)
      return await streamDebate(quorum, found.debateId, seqAsked(request), reply, fanOut)
    } catch (error) {
      // Deleted just now: nobody learns that there was something.
      throw error instanceof Problem && (error.code === 'gone' || error.code === 'not-found') ? nowhere() : error
    }
  })
}

async function page(quorum: Quorum, debateId: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (accepts(request, 'application/json') && !accepts(request, 'text/html'))
    return reply.type('application/json').send(await exportDebate(quorum, debateId, 'json'))
  const text = await exportDebate(quorum, debateId, 'html')
  return reply.type('text/html; charset=utf-8').header('content-security-policy', sandbox).send(text)
}

/** The same for whoever guesses, comes too late, or is not let in any more. */
const nowhere = (): Problem => new Problem('not-found', 'This link leads nowhere: it was mistyped, has expired or was revoked.')

/** Under which a link is on record: the hash of its token, so that the store gives none of them away. */
const idOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const shareIn = ({ text }: Document): Share => JSON.parse(text) as Share

const accepts = ({ headers: { accept = '' } }: FastifyRequest, type: string): boolean => accept.includes(type)
