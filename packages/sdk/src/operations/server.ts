import { z } from 'zod'
import { operation } from '../operation.ts'

const health = z.looseObject({ status: z.string() })
const plain = (type: string, description: string) => ({ status: 200, description, body: null, type }) as const

export const server = {
  health: operation({
    method: 'GET',
    path: '/healthz',
    tag: 'server',
    summary: 'Whether the process lives',
    scope: 'none',
    success: { status: 200, description: 'It does.', body: health },
  }),
  ready: operation({
    method: 'GET',
    path: '/readyz',
    tag: 'server',
    summary: 'Whether it takes debates',
    scope: 'none',
    success: { status: 200, description: 'It does.', body: health },
  }),
  metrics: operation({
    method: 'GET',
    path: '/metrics',
    tag: 'server',
    summary: 'Prometheus metrics',
    description: 'Of all tenants, so for the operator: an admin key of the tenant `local`.',
    scope: 'admin',
    success: plain('text/plain', 'Prometheus text format.'),
  }),
  openApi: operation({
    method: 'GET',
    path: '/openapi.json',
    tag: 'server',
    summary: 'This document',
    scope: 'none',
    success: { status: 200, description: 'OpenAPI 3.1.', body: z.looseObject({}) },
  }),
  docs: operation({
    method: 'GET',
    path: '/docs',
    tag: 'server',
    summary: 'This document as a page',
    scope: 'none',
    success: plain('text/html', 'A page.'),
  }),
  llms: operation({
    method: 'GET',
    path: '/llms.txt',
    tag: 'server',
    summary: 'This server in words for a language model',
    scope: 'none',
    success: plain('text/plain', 'Markdown.'),
  }),
}
