import { z } from 'zod'
import { estimate, model, preset, protocol, stats, statsQuery } from '../bodies/catalogue.ts'
import { startBody } from '../bodies/debate.ts'
import { operation } from '../operation.ts'

export const catalogue = {
  listModels: operation({
    method: 'GET',
    path: '/api/v1/models',
    tag: 'catalogue',
    summary: 'Models that can be asked, with window and price',
    scope: 'read',
    success: { status: 200, description: 'Those of configured providers.', body: z.object({ models: z.array(model) }) },
  }),
  listProtocols: operation({
    method: 'GET',
    path: '/api/v1/protocols',
    tag: 'catalogue',
    summary: 'Ways to debate',
    scope: 'read',
    success: { status: 200, description: 'With their options.', body: z.object({ protocols: z.array(protocol) }) },
  }),
  listPresets: operation({
    method: 'GET',
    path: '/api/v1/presets',
    tag: 'catalogue',
    summary: 'Named settings',
    scope: 'read',
    success: { status: 200, description: 'With what each sets.', body: z.object({ presets: z.array(preset) }) },
  }),
  getStats: operation({
    method: 'GET',
    path: '/api/v1/stats',
    tag: 'catalogue',
    summary: 'Calls, cost, latency, wins and flips of each model',
    scope: 'read',
    query: statsQuery,
    success: { status: 200, description: 'Over the debates that have ended.', body: stats },
  }),
  estimateDebate: operation({
    method: 'POST',
    path: '/api/v1/estimate',
    tag: 'catalogue',
    summary: 'What a debate would cost, before it is started',
    scope: 'read',
    body: startBody,
    example: { motion: { question: 'Is it worth it?' }, preset: 'council' },
    success: { status: 200, description: 'Low, expected and high.', body: estimate },
    problems: [404, 410, 422],
  }),
}
