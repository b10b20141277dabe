import type { DebateView } from '@quorum/debate'
import { expect, it } from 'vitest'
import { exitCodeOf } from './exit-code.ts'

const verdict = { confidence: { value: 0.6, basis: 'uncalibrated' } } as DebateView['verdict']
const view = (status: DebateView['status'], spoke: boolean) => ({ status, verdict: spoke ? verdict : null }) as DebateView

it('is 0 with a verdict, however it came about, unless it is not sure enough', () => {
  for (const status of ['complete', 'degraded', 'stopped', 'budget', 'deadline'] as const) {
    expect(exitCodeOf(view(status, true)), status).toBe(0)
    expect(exitCodeOf(view(status, true), 0.7), status).toBe(3)
    expect(exitCodeOf(view(status, true), 0.6), status).toBe(0)
  }
})

it('tells why there is no verdict', () => {
  const codes = {
    stopped: 3,
    'no-quorum': 3,
    budget: 4,
    failed: 5,
    deadline: 6,
    running: 130,
    paused: 130,
    interrupted: 130,
    queued: 130,
  } as const
  for (const [status, code] of Object.entries(codes)) expect(exitCodeOf(view(status as keyof typeof codes, false)), status).toBe(code)
})
