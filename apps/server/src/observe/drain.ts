import { Problem } from '@quorum/quorum'
import type { FastifyInstance } from 'fastify'

/** Refuses what would change something, once the server drains; what was begun, and what only looks, is answered. Connections end with their answer. */
export function refuseOnceDraining(app: FastifyInstance, draining: AbortSignal): void {
  app.addHook('onRequest', async ({ method }, reply) => {
    if (!draining.aborted) return
    reply.header('connection', 'close')
    if (method !== 'GET' && method !== 'HEAD')
      throw new Problem('busy', 'This server is being shut down. Ask again in a few seconds, when another one is there.', { retryAfter: 5 })
  })
}
