import { type Operation, operations } from '@quorum/sdk'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, Histogram, type Registry } from 'prom-client'
import { tellsOn } from '../door/held.ts'
import { onAnswered } from './on-answered.ts'

const ids = new Map<Operation, string>(Object.entries(operations).map(([id, operation]) => [operation, id]))

/** What a request asked for, as in the document of the API; `none` for what is no route. */
export const operationOf = ({ routeOptions }: FastifyRequest): string =>
  (routeOptions.config.operation && ids.get(routeOptions.config.operation)) ?? 'none'

const mayTellOn = ({ routeOptions: { config } }: FastifyRequest): boolean => config.operation !== undefined && tellsOn(config.operation)

/** Counts requests and how long they took. What may tell of a debate as long as it runs is only counted. */
export function measureRequests(app: FastifyInstance, registry: Registry): void {
  const requests = new Counter({
    name: 'quorum_http_requests_total',
    help: 'HTTP requests that were answered.',
    labelNames: ['operation', 'status'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'quorum_http_request_seconds',
    help: 'From the head of a request to the end of its answer; without what streams.',
    labelNames: ['operation'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  onAnswered(app, (request, { status, ms }) => {
    const operation = operationOf(request)
    requests.inc({ operation, status: String(status) })
    if (!mayTellOn(request)) durations.observe({ operation }, ms / 1000)
  })
}
