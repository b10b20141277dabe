import { describe, expect, test } from 'vitest'
import { defaultLimits } from './limits.ts'
import { opening, problemsOf } from './open-debate.ts'
import { vote } from './protocols/vote/vote.ts'
import { motionOf, panelOf, personAt, seatOf } from './testing/index.ts'

const motion = motionOf('Is it so?')

describe('What stands in the way of a debate', () => {
  test('is nothing, for a question and two who can answer it', () => {
    expect(problemsOf({ motion, panel: panelOf('ada', 'bob') })).toEqual([])
    expect(problemsOf({ motion, panel: panelOf('ada', personAt('eve')) })).toEqual([])
  })

  test('is said in one sentence each, with the way out', () => {
    const problems = (change: Partial<Parameters<typeof problemsOf>[0]>) => problemsOf({ motion, panel: panelOf('ada', 'bob'), ...change })
    expect(problems({ motion: motionOf('  ') })).toEqual([expect.stringContaining('write what the panel is to answer')])
    expect(problems({ motion: motionOf('Which?', { answer: 'choice', options: ['a', 'a'] }) })).toEqual([
      expect.stringContaining('two different'),
    ])
    expect(problems({ panel: panelOf('ada') })).toEqual([expect.stringContaining('this panel has 1: name more models')])
    expect(problems({ panel: panelOf('ada', 'ada', 'bob') })).toEqual([expect.stringContaining('"ada": give each its own name')])
    expect(problems({ motion: motionOf(''), panel: [] })).toHaveLength(2)
  })

  test('is a budget with a model whose price nobody knows, and not that model without a budget', () => {
    const panel = panelOf('ada', seatOf('bob', 'debater', { price: null }))
    expect(problemsOf({ motion, panel })).toEqual([])
    expect(problemsOf({ motion, panel, limits: { budgetNano: 1 } })).toEqual([expect.stringContaining('test/bob')])
  })

  test('is a question that fits into no window, with the models that are too small', () => {
    const panel = panelOf('ada', seatOf('bob', 'debater', { window: 1000 }))
    const problems = problemsOf({ motion: motionOf('word '.repeat(2000)), panel })
    expect(problems).toEqual([expect.stringContaining('test/bob (1,000 tokens)')])
  })
})

test('A debate opens with all its limits, and a deadline on the clock', () => {
  const made = {
    motion,
    panel: panelOf('ada', 'bob'),
    protocol: vote,
    options: { early: false },
    seed: 7,
    app: 'test',
    runner: 'cli',
  } as const
  expect(opening(made, 0)).toMatchObject({
    type: 'debate-opened',
    limits: defaultLimits,
    deadline: null,
    protocol: { name: 'vote', version: 1 },
  })
  const limited = opening({ ...made, limits: { deadlineMs: 5000, rounds: 2 } }, Date.UTC(2026, 0, 1))
  expect(limited).toMatchObject({ limits: { ...defaultLimits, deadlineMs: 5000, rounds: 2 }, deadline: '2026-01-01T00:00:05.000Z' })
})
