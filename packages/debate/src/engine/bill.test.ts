import { expect, test } from 'vitest'
import type { Attempt } from '../debate.ts'
import type { Finish } from '../model.ts'
import { billOf } from './bill.ts'

const attempt: Attempt = { attempt: 1, deployment: 'd', model: 'm', startedAt: '', maxOutput: 100, reserveNano: 1000, closed: null }
const usage = { input: 1, cached: 0, cacheWrite: 0, output: 2, reasoning: 0 }
const finish: Finish = { outcome: 'finish', text: '', finish: 'stop', modelAnswered: 'm', attempt: 1, nano: 500, basis: 'vendor', usage }

test('A bill is what the model says, in whole nano-dollars', () => {
  expect(billOf(finish, attempt)).toEqual({ nano: 500, basis: 'vendor', usage })
  expect(billOf({ ...finish, nano: 500.2 }, attempt).nano).toBe(501)
})

test('What makes no sense costs the whole reserve', () => {
  for (const nano of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e16, null])
    expect(billOf({ ...finish, nano }, attempt), String(nano)).toEqual({ nano: 1000, basis: 'worst', usage: null })
})

test('Without a price the cost is not known, and never free', () => {
  expect(billOf({ ...finish, nano: null }, { ...attempt, reserveNano: null })).toEqual({ nano: null, basis: 'vendor', usage })
})

test('What was billed beyond the reserve is an overrun', () => {
  expect(billOf({ ...finish, nano: 1300 }, attempt)).toMatchObject({ nano: 1000, overrun: 300 })
})

test('Usage that no vendor can mean is left out', () => {
  for (const input of [-1, 0.5, Number.NaN]) expect(billOf({ ...finish, usage: { ...usage, input } }, attempt).usage).toBe(null)
})
