import type { FastifyInstance } from 'fastify'
import type { Floor } from '../floor.ts'

/** Everybody who comes in comes by here. A route that is no operation of the table does not open. */
export function openDoor(app: FastifyInstance, { room }: Floor): void {
  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.operation) throw new Error(`The route ${url} is no operation of the table.`)
  })
  app.decorateRequest('visitor')
  app.decorateRequest('quorum')
  app.addHook('onRequest', async (request) => {
    request.visitor = { tenant: 'local', principal: 'local', scope: 'admin', keyId: null }
    request.quorum = room.as(request.visitor)
  })
}
