import { debateRow, exportDebate } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { fileOf } from './files.ts'
import { requestOf } from './request.ts'

/** Debates as data: open, read, list, rename, delete, fork, export, import. */
export function mountDebates(app: FastifyInstance, { room }: Floor): void {
  mount(app, operations.startDebate, async ({ body }, { request: { quorum, visitor }, id }) => {
    const started = await quorum.start(await requestOf(body, visitor, room.store), { id })
    return quorum.show(started.id)
  })
  mount(app, operations.listDebates, async ({ query }, { request: { quorum } }) => {
    const { rows, next } = await quorum.list(query)
    return { debates: rows, next }
  })
  mount(app, operations.getDebate, ({ params }, { request: { quorum } }) => quorum.show(params.id))
  mount(app, operations.patchDebate, async ({ params, body }, { request: { quorum } }) => {
    await quorum.patch(params.id, body)
    return debateRow(await quorum.row(params.id))
  })
  mount(app, operations.deleteDebate, ({ params }, { request: { quorum } }) => quorum.delete(params.id))
  mount(app, operations.forkDebate, async ({ params, body }, { request: { quorum }, id }) => {
    const fork = await quorum.fork(params.id, body, { id })
    return quorum.show(fork.id)
  })
  mount(app, operations.exportDebate, async ({ params, query: { format } }, { request: { quorum }, reply }) => {
    const text = await exportDebate(quorum, params.id, format)
    return fileOf(reply, params.id, format).send(text)
  })
  mount(app, operations.traceTurn, ({ params }, { request: { quorum } }) => quorum.trace(params.id, params.turnId))
  mount(app, operations.importDebate, ({ body }, { request: { quorum }, id }) => quorum.import(body, { id }))
}
