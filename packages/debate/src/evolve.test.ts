import { describe, expect, test } from 'vitest'
import { type Debate, openAttempts, turnOf } from './debate.ts'
import type { Fact, RecordedEvent } from './event.ts'
import { evolve, replay } from './evolve.ts'
import { opening } from './open-debate.ts'
import { vote } from './protocols/vote/vote.ts'
import { motionOf, panelOf } from './testing/index.ts'

const start = Date.UTC(2026, 0, 1)
type Parent = NonNullable<Parameters<typeof opening>[0]['parent']>

const opened = (parent?: Parent) =>
  opening(
    {
      motion: motionOf('Is it so?'),
      panel: panelOf('ada', 'bob'),
      protocol: vote,
      options: { early: false },
      limits: { deadlineMs: 60_000, budgetNano: 1000, rounds: 2 },
      seed: 1,
      app: 'test',
      runner: 'cli',
      ...(parent && { parent }),
    },
    start,
  )

/** The fold of facts, one second after another. */
const fold = (...facts: readonly Fact[]): Debate =>
  replay(
    facts.map((fact, index) => {
      const at = new Date(start + 1000 * index).toISOString()
      return { v: 1, seq: index + 1, at, debateId: 'debate', ...fact } as RecordedEvent
    }),
  )
const step = (number: number): Fact => ({
  type: 'step-started',
  step: number,
  round: number,
  plans: ['ada', 'bob'].map((seat) => ({ seat, act: 'opening', hears: [] })),
  heard: [],
})
const asked = (turnId: string, attempt = 1): Fact => ({
  type: 'turn-started',
  turnId,
  attempt,
  deployment: 'd',
  model: 'm',
  promptHash: 'p',
  maxOutput: 100,
  reserveNano: 300,
})
const usage = { input: 10, cached: 4, cacheWrite: 0, output: 5, reasoning: 2 }
const said = (turnId: string, attempt = 1): Fact => ({
  type: 'turn-ended',
  turnId,
  attempt,
  text: 'So.',
  position: { argument: 'So.', answer: 'yes', confidence: 0.9 },
  usage,
  nano: 120,
  basis: 'vendor',
  finish: 'stop',
  modelAnswered: 'm',
})
const failed = (turnId: string, final: boolean, attempt = 1): Fact => ({
  type: 'turn-failed',
  turnId,
  attempt,
  kind: 'server',
  final,
  reason: 'it failed',
  nano: 40,
  basis: 'counted',
  text: '',
})
const interrupted = (turnId: string, reason: 'crash' | 'decided'): Fact => ({
  type: 'turn-interrupted',
  turnId,
  attempt: 1,
  reason,
  nano: 300,
  basis: 'worst',
})
const paused = (reason: string): Fact => ({ type: 'debate-paused', reason })
const resumed = (cause: string): Fact => ({ type: 'debate-resumed', epoch: 2, cause })

describe('The fold', () => {
  test('takes no event but the next', () => {
    const debate = fold(opened())
    const event = { v: 1, at: '', debateId: 'debate', type: 'stop-asked' } as const
    expect(() => evolve(debate, { ...event, seq: 3 })).toThrow('the log has a gap')
    expect(() => evolve(debate, { ...event, seq: 1 })).toThrow('the log has a gap')
    expect(evolve(debate, { ...event, seq: 2 })).toMatchObject({ seq: 2, stopAsked: true })
  })

  test('never changes what it was given', () => {
    const before = fold(opened(), step(0), asked('0.0'))
    const copy = structuredClone(before)
    const event = { v: 1, seq: 4, at: '2026-01-01T00:00:09.000Z', debateId: 'debate', ...said('0.0') } as RecordedEvent
    evolve(before, event)
    expect(before).toEqual(copy)
  })

  test('reserves what is in flight and settles what is closed', () => {
    expect(fold(opened(), step(0), asked('0.0'), asked('0.1')).spend).toMatchObject({ nano: 0, reserved: 600, calls: 2 })
    const { spend } = fold(opened(), step(0), asked('0.0'), asked('0.1'), said('0.0'), failed('0.1', false), asked('0.1', 2))
    expect(spend).toMatchObject({ nano: 160, reserved: 300, calls: 3, unpriced: false })
    expect(spend.tokens).toEqual({ input: 10, cached: 4, output: 5, reasoning: 2 })
  })

  test('knows what a turn came to: said, absent, or still owed', () => {
    const debate = fold(opened(), step(0), asked('0.0'), asked('0.1'), said('0.0'), failed('0.1', true))
    expect(turnOf(debate, '0.0')?.outcome).toMatchObject({ turn: { id: '0.0', seat: 'ada', act: 'opening', position: { answer: 'yes' } } })
    expect(turnOf(debate, '0.1')?.outcome).toMatchObject({ absent: 'server' })
    const crashed = fold(opened(), step(0), asked('0.0'), interrupted('0.0', 'crash'))
    expect(turnOf(crashed, '0.0')?.outcome).toBe(null)
    expect(openAttempts(crashed)).toEqual([])
    expect(turnOf(fold(opened(), step(0), asked('0.0'), interrupted('0.0', 'decided')), '0.0')?.outcome).toMatchObject({
      absent: 'decided',
    })
  })

  test('an overrun bars the model, of whatever attempt it is', () => {
    for (const closing of [said('0.0'), failed('0.0', false), interrupted('0.0', 'decided')])
      expect(fold(opened(), step(0), asked('0.0'), { ...closing, overrun: 7 } as Fact).overran).toEqual(['d m'])
  })

  test('directions hold for the step in which they came', () => {
    const directed: Fact[] = [
      { type: 'directed', what: 'go-on' },
      { type: 'directed', what: 'finish' },
    ]
    const more: Fact = { type: 'limits-extended', rounds: 2, budgetNano: 500, deadlineMs: 1000 }
    const debate = fold(opened(), step(0), ...directed, more)
    expect(debate.directions).toEqual({ rounds: 2, goOn: true, finish: true })
    expect(debate.limits).toMatchObject({ rounds: 4, budgetNano: 1500 })
    expect(debate.deadline).toBe(start + 61_000)
    const ended = fold(opened(), step(0), ...directed, more, { type: 'step-ended', step: 0, directions: debate.directions, derived: {} })
    expect(ended.directions).toEqual({ rounds: 0, goOn: false, finish: false })
    expect(ended.steps[0]?.ended).toEqual({ rounds: 2, goOn: true, finish: true })
  })

  test('a pause moves the deadline by as long as it lasts, and downtime does not', () => {
    const deadline = start + 60_000
    const noted: Fact = { type: 'source-read', hash: 'x' }
    expect(fold(opened(), paused('person'), noted, noted, resumed('person')).deadline).toBe(deadline + 3000)
    expect(fold(opened(), paused('awaiting-person'), paused('person'), noted, resumed('person')).deadline).toBe(deadline + 3000)
    expect(fold(opened(), noted, noted, resumed('crash')).deadline).toBe(deadline)
  })

  test('a take-over goes on with pauses that the engine made, and with no others', () => {
    expect(fold(opened(), paused('awaiting-person'), resumed('crash')).paused).toBe(null)
    expect(fold(opened(), paused('budget'), resumed('take-over')).paused).toBe(null)
    for (const reason of ['person', 'crash-loop', 'protocol-version']) {
      const debate = fold(opened(), paused(reason), resumed('crash'))
      expect(debate).toMatchObject({ paused: { reason }, deadline: start + 60_000, epoch: 2 })
      expect(fold(opened(), paused(reason), resumed('person')).paused).toBe(null)
    }
  })

  test('counts crashes since the last completed turn, until a person says go on, and no owner that let go', () => {
    expect(fold(opened(), resumed('crash'), resumed('crash')).crashes).toBe(2)
    expect(fold(opened(), resumed('crash'), resumed('take-over')).crashes).toBe(1)
    expect(fold(opened(), step(0), asked('0.0'), resumed('crash'), said('0.0')).crashes).toBe(0)
    expect(fold(opened(), resumed('crash'), resumed('person')).crashes).toBe(0)
  })

  test('a warning holds until the budget is raised', () => {
    const warned: Fact = { type: 'budget-warned', spentNano: 1, budgetNano: 1000 }
    expect(fold(opened(), warned).warned).toBe(true)
    expect(fold(opened(), warned, { type: 'limits-extended', rounds: 0, budgetNano: 1, deadlineMs: 0 }).warned).toBe(false)
  })

  test('what a fork copies was paid where it was said, its open attempts included', () => {
    const copied = [step(0), asked('0.0'), said('0.0'), asked('0.1')]
    const parent = { id: 'other', seq: 9, copied: copied.length }
    const debate = fold(opened(parent), ...copied, interrupted('0.1', 'crash'), asked('0.1', 2), said('0.1', 2))
    expect(debate.spend).toMatchObject({ nano: 120, reserved: 0, calls: 1, tokens: { input: 10 } })
  })

  test('the end is the end, with its verdict and no pause', () => {
    const end: Fact = { type: 'debate-ended', status: 'stopped', stopReason: 'stopped by a person', verdict: null }
    expect(fold(opened(), paused('person'), { type: 'stop-asked' }, end)).toMatchObject({ ended: end, paused: null, stopAsked: true })
  })
})
