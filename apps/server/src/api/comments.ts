import { Problem } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { allDocuments } from './all-documents.ts'
import { quotaOn } from './quota.ts'

type Comment = {
  readonly id: string
  readonly text: string
  readonly turnId?: string
  readonly reaction?: string
  readonly by: string
  readonly at: string
}

const kind = 'comment'

/** What people say of a debate to each other. No model reads it. */
export function mountComments(app: FastifyInstance, { room, options, now }: Floor): void {
  const { documents } = room.store
  const { comments = 20_000, commentBytes = 20_000_000 } = options.quotas ?? {}
  const admit = quotaOn({
    ...{ documents, kind, now },
    most: { count: comments, bytes: commentBytes },
    title: 'comments',
    wayOut: 'delete debates that nobody needs, which takes theirs along; the operator allows more by `server.quotas` of the configuration.',
    sizeOf: ({ text }) => Buffer.byteLength(text),
  })

  mount(app, operations.addComment, async ({ params, body }, { request: { quorum, visitor }, id }) => {
    const { turnId } = body
    const { rounds } = await quorum.show(params.id)
    if (turnId !== undefined && !rounds.some(({ turns }) => turns.some((turn) => turn.id === turnId)))
      throw new Problem('unprocessable', `There is no turn ${turnId} in debate ${params.id}.`)
    const comment: Comment = { id, ...body, by: visitor.principal, at: new Date(now()).toISOString() }
    const text = JSON.stringify(comment)
    if (!(await documents.get(kind, id))) await admit(visitor.tenant, Buffer.byteLength(text))
    const before = await documents.add({ kind, id, tenant: visitor.tenant, debateId: params.id, text })
    return before ? (JSON.parse(before.text) as Comment) : comment
  })
  mount(app, operations.listComments, async ({ params }, { request: { quorum } }) => {
    await quorum.row(params.id)
    const found = await allDocuments(documents, { kind, debateId: params.id })
    return { comments: found.map(({ text }) => JSON.parse(text) as Comment) }
  })
}
