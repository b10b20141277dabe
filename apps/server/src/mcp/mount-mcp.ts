import { operations } from '@quorum/sdk'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { openCalls } from '../calls/calls.ts'
import type { Floor } from '../floor.ts'
import { type At, mount } from '../mount.ts'
import { joinMs } from './desk.ts'
import type { Endpoint } from './endpoint.ts'

/** The Model Context Protocol over HTTP. Its SDK takes 12 MB, and is loaded when somebody speaks the protocol. */
export function mountMcp(app: FastifyInstance, floor: Floor): void {
  const calls = openCalls(app, floor, { kind: 'mcp-call', joinMs, ...floor.options.calls })
  let endpoint: Promise<Endpoint> | null = null

  async function answer(_: unknown, at: At): Promise<FastifyReply> {
    endpoint ??= import('./endpoint.ts').then(({ openEndpoint }) => openEndpoint(floor, calls))
    return (await endpoint).answer(at)
  }

  mount(app, operations.callMcp, answer)
  mount(app, operations.hearMcp, answer)
  mount(app, operations.endMcp, answer)
  app.addHook('preClose', async () => (await endpoint)?.close())
}
