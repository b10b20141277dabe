import { Problem, type Quorum, type Wish } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Floor } from '../floor.ts'
import { type At, mount } from '../mount.ts'

/** Commands: durable when they are answered, applied by whoever runs the debate. */
export function mountSteering(app: FastifyInstance, _floor: Floor): void {
  mount(app, operations.pauseDebate, ({ params }, at) => sent(at, params.id, { type: 'pause' }))
  mount(app, operations.stopDebate, ({ params }, at) => sent(at, params.id, { type: 'stop' }))
  mount(app, operations.resumeDebate, async ({ params, body: { conclude = false } }, { request: { quorum }, id }) => {
    await quorum.resume(params.id, { conclude, id })
    return { commandId: id }
  })
  mount(app, operations.extendDebate, ({ params, body }, at) => {
    if (Object.keys(body).length === 0) throw new Problem('bad-request', 'Say by how much: rounds, budgetUsd or deadlineMs.')
    return sent(at, params.id, { type: 'extend', ...body })
  })
  mount(app, operations.interject, async ({ params, body }, at) => {
    if (body.to !== undefined) await seated(at.request.quorum, params.id, body.to)
    return sent(at, params.id, { type: 'interject', ...body, by: at.request.visitor.principal })
  })
  mount(app, operations.vote, ({ params, body }, at) => sent(at, params.id, { type: 'vote', ...body, by: at.request.visitor.principal }))
}

const sent = async ({ request: { quorum }, id }: At, debateId: string, wish: Wish) => ({
  commandId: await quorum.send(debateId, wish, { id }),
})

/** A word to a seat that is not there would be heard by nobody. */
async function seated(quorum: Quorum, debateId: string, to: string): Promise<void> {
  const seats = (await quorum.show(debateId)).seats.map(({ name }) => name)
  if (!seats.includes(to))
    throw new Problem('unprocessable', `There is no seat "${to}" in this debate. Its seats are: ${seats.join(', ')}.`)
}
