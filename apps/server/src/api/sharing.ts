import { createHash, randomBytes } from 'node:crypto'
import { exportDebate, Problem } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { Document } from '@quorum/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Floor } from '../floor.ts'
import { streamDebate } from '../live/events.ts'
import { mount } from '../mount.ts'
import { sandbox } from './files.ts'

type Share = { readonly id: string; readonly createdAt: string; readonly expiresAt: string }

const kind = 'share'
const usualMs = 30 * 86_400_000

/** Links by which anybody may read one debate, until they expire or are revoked; and what people say of it to each other. */
export function mountSharing(app: FastifyInstance, { room, options, now, fanOut }: Floor): void {
  const { documents } = room.store

  mount(app, operations.shareDebate, async ({ params, body }, { request }) => {
    await request.quorum.row(params.id)
    const expires = body.expiresAt === undefined ? now() + usualMs : Date.parse(body.expiresAt)
    if (expires <= now()) throw new Problem('bad-request', 'A link has to expire in the future.')
    const token = randomBytes(32).toString('base64url')
    const id = idOf(token)
    const share: Share = { id, createdAt: new Date(now()).toISOString(), expiresAt: new Date(expires).toISOString() }
    const { tenant } = request.visitor
    await documents.put({ kind, id, tenant, debateId: params.id, text: JSON.stringify(share), expiresAt: expires })
    return { ...share, url: `${options.site ?? `${request.protocol}://${request.host}`}/api/v1/shared/${token}` }
  })
  mount(app, operations.listShares, async ({ params }, { request: { quorum } }) => {
    await quorum.row(params.id)
    const { documents: found } = await documents.list({ kind, debateId: params.id, limit: 500 })
    return { shares: found.map(shareIn) }
  })
  mount(app, operations.revokeShare, async ({ params }, { request: { quorum }, reply }) => {
    await quorum.row(params.id)
    const found = await documents.get(kind, params.shareId)
    if (found?.debateId !== params.id) throw new Problem('not-found', `There is no such link to debate ${params.id}.`)
    await documents.remove(kind, params.shareId)
    return reply.code(204).send()
  })
  mount(app, operations.getShared, async ({ params }, { request, reply }) => {
    const found = await documents.get(kind, idOf(params.token))
    if (!found?.debateId) throw new Problem('not-found', 'This link leads nowhere: it was mistyped, has expired or was revoked.')
    const quorum = room.as({ tenant: found.tenant, principal: `share:${found.id}` })
    const id = found.debateId
    reply.headers({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex', 'cache-control': 'private, no-store' })
    const { accept = '' } = request.headers
    if (accept.includes('text/event-stream'))
      return streamDebate(quorum, id, Number(request.headers['last-event-id'] ?? 0) || 0, reply, fanOut)
    if (prefersJson(request)) return reply.type('application/json').send(await exportDebate(quorum, id, 'json'))
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', sandbox)
      .send(await exportDebate(quorum, id, 'html'))
  })
}

/** Under which a link is on record: the hash of its token, so that the store gives none of them away. */
const idOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const shareIn = ({ text }: Document): Share => JSON.parse(text) as Share

const prefersJson = ({ headers: { accept = '' } }: FastifyRequest): boolean =>
  accept.includes('application/json') && !accept.includes('text/html')
