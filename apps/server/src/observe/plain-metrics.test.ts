import type { PlainAnswer } from '@quorum/quorum'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { countPlain } from './plain-metrics.ts'

const usage = { input: 100, cached: 40, cacheWrite: 0, output: 7, reasoning: 2 }
const told = { attempt: 1, maxOutput: 100, startedAt: '2026-01-01T00:00:00.000Z', firstMs: null, basis: 'vendor' } as const
const failed = { kind: 'server', reason: 'down' } as const
const attempts: PlainAnswer['attempts'] = [
  { ...told, deployment: 'sim#1', model: 'ada', ms: 2000, failed, nano: 0, usage: null },
  { ...told, deployment: 'sim#1', model: 'ada', ms: 500, failed, nano: null, usage: null },
  { ...told, deployment: 'sim-anthropic#1', model: 'dan', ms: 1500, failed: null, nano: 3e6, usage },
]
const info = { name: 'sim/ada', family: 'sim', window: 1000, maxOutput: 100, reasons: false, price: null, simulated: true }
const result: PlainAnswer['result'] = {
  ...{ outcome: 'finish', finish: 'stop', text: 'Yes.', modelAnswered: 'dan', attempt: 3, nano: 3e6, basis: 'vendor', usage },
}

test('a call is counted with all of its attempts: what they took, used and cost, and who stood in', async () => {
  const registry = new Registry()
  countPlain(registry)({ id: 'c', info, result, attempts, nano: null, ms: 4000 })
  const text = await registry.metrics()
  for (const line of [
    'calls_total{outcome="answered"} 1',
    'attempts_total{model="sim/ada",outcome="server"} 2',
    'attempts_total{model="sim-anthropic/dan",outcome="ended"} 1',
    'retries_total{model="sim/ada"} 1',
    'retries_total{model="sim-anthropic/dan"} 1',
    'fallbacks_total{model="sim-anthropic/dan"} 1',
    'answer_seconds_sum{model="sim/ada"} 2.5',
    'unpriced_attempts_total{model="sim/ada"} 1',
    'cost_dollars_total{model="sim-anthropic/dan"} 0.003',
    'tokens_total{kind="input",model="sim-anthropic/dan"} 100',
    'tokens_total{kind="cached",model="sim-anthropic/dan"} 40',
    'tokens_total{kind="reasoning",model="sim-anthropic/dan"} 2',
  ])
    expect(text).toContain(`quorum_plain_${line}\n`)
})
