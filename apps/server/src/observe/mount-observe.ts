import { Problem } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { measureLag } from '../door/lag.ts'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { isOperator } from '../visitor.ts'
import { debateMetrics } from './debate-metrics.ts'
import { followCourses } from './follow-courses.ts'
import { readiness } from './health.ts'
import { measureRequests } from './http-metrics.ts'
import { processMetrics } from './process-metrics.ts'
import { traceDebates } from './trace-debates.ts'
import { keepParents } from './trace-parent.ts'

/** What is told of the server itself: whether it lives and can work, and what it counts. Mounted before the routes that are measured. */
export function mountObserve(app: FastifyInstance, { room, draining, now, options }: Floor, registry: Registry): void {
  const lag = measureLag()
  const ready = readiness(room.store, draining, lag)
  processMetrics(registry, room)
  measureRequests(app, registry)
  const { tracing } = options
  const traces = tracing && traceDebates(tracing, keepParents(app))
  followCourses(room, [debateMetrics(registry, now), ...(traces ? [traces.observe] : [])])
  app.addHook('onClose', async () => {
    lag.stop()
    traces?.close()
    await tracing?.close()
  })

  mount(app, operations.health, async () => ({ status: 'ok' }))
  mount(app, operations.ready, async () => {
    const reason = await ready()
    if (reason === null) return { status: 'ready' }
    throw new Problem('busy', reason, { retryAfter: 5 })
  })
  mount(app, operations.metrics, async (_, { request: { visitor }, reply }) => {
    if (!isOperator(visitor))
      throw new Problem('forbidden', 'These are the counts of all tenants: this takes an admin key of the tenant local.')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
