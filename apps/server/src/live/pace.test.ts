import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pace } from './pace.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A clock that goes on while something works, too. */
let worked = 0
const now = () => performance.now() + worked
const work = (ms: number): void => {
  worked += ms
}

it('calls back once at each beat, 50 ms after the first asked', () => {
  const { next } = pace()
  let calls = 0
  const call = () => {
    calls += 1
  }
  next(call)
  vi.advanceTimersByTime(30)
  next(call)
  vi.advanceTimersByTime(19)
  expect(calls).toBe(0)
  vi.advanceTimersByTime(1)
  expect(calls).toBe(1)
  vi.advanceTimersByTime(1000)
  expect(calls).toBe(1)
  next(call)
  vi.advanceTimersByTime(50)
  expect(calls).toBe(2)
})

it('leaves twice as long for everything else as passing on takes', () => {
  const { next } = pace(now)
  const began: number[] = []
  const start = performance.now()
  const call = () => {
    began.push(performance.now() - start)
    work(120)
    next(call)
  }
  next(call)
  vi.advanceTimersByTime(50 + 3 * 250)
  expect(began).toHaveLength(4)
  for (const [index, at] of began.entries()) expect(at).toBeGreaterThanOrEqual(50 + index * 240)
})

it('lets everything else have its turn in between, and forgets nobody', () => {
  const { next } = pace(now)
  const order: string[] = []
  for (const name of ['a', 'b', 'c'])
    next(() => {
      order.push(name)
      setImmediate(() => order.push(`after ${name}`))
      work(10)
    })
  vi.advanceTimersByTime(1000)
  expect(order).toEqual(['a', 'after a', 'b', 'after b', 'c', 'after c'])
})
