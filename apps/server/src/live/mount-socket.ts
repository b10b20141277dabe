import { Problem } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { takeCommands } from './commands.ts'
import { seqAsked } from './events.ts'
import { socketReader } from './socket-reader.ts'
import { takeUpgrades } from './upgrade.ts'

/** What happens in a debate over a WebSocket, and commands to it. */
export function mountSocket(app: FastifyInstance, { fanOut }: Floor): void {
  const upgrades = takeUpgrades(app)

  mount(app, operations.debateSocket, async ({ params: { id }, query }, { request, reply }) => {
    const row = await request.quorum.row(id)
    if (!upgrades.asks(request)) {
      reply.headers({ upgrade: 'websocket', connection: 'upgrade' })
      throw new Problem('upgrade-required', 'This is a WebSocket: connect to it as one, or read the same as server-sent events.')
    }
    const after = seqAsked(request, query)
    const upgraded = await upgrades.accept(request, reply)
    if (!upgraded) return reply
    const settled = takeCommands(upgraded.socket, id, request)
    const over = row.endedAt !== null && after === row.head
    await fanOut.join(request.quorum, row, after, socketReader(upgraded, { over, settled }))
    return reply
  })
}
