import type { FastifyInstance, FastifyRequest } from 'fastify'

export type Answered = {
  /** 499 where the client left before there was an answer. */
  readonly status: number
  /** From the head of the request to the end of the answer, or to when the client left. */
  readonly ms: number
}

/** Hears of every request once it is over, those too whose client left in the middle and those that a handler answers by itself. */
export function onAnswered(app: FastifyInstance, hear: (request: FastifyRequest, answered: Answered) => void): void {
  app.addHook('onRequest', async (request, reply) => {
    const from = performance.now()
    reply.raw.once('close', () => {
      const { headersSent, statusCode } = reply.raw
      hear(request, { status: headersSent ? statusCode : 499, ms: performance.now() - from })
    })
  })
}
