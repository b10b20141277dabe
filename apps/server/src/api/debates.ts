import type { DebateRequest } from '@quorum/debate'
import { operations, type StartBody } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'

/** Debates as data: open, read, list, rename, delete, fork. */
export function mountDebates(app: FastifyInstance, _floor: Floor): void {
  mount(app, operations.startDebate, async ({ body }, { request: { quorum } }) => {
    const { id } = await quorum.start(requestOf(body))
    return quorum.show(id)
  })
  mount(app, operations.getDebate, ({ params }, { request: { quorum } }) => quorum.show(params.id))
}

function requestOf({ motion: { sources, ...motion }, ...rest }: StartBody): DebateRequest {
  const texts = sources?.flatMap((source) => ('text' in source ? [source] : []))
  return { ...rest, motion: { ...motion, ...(texts && { sources: texts }) } }
}
