import type { Usage } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import { believable } from './believed-usage.ts'

const usage: Usage = { input: 100, cached: 40, cacheWrite: 10, output: 50, reasoning: 20 }
const evidence = {
  messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'word '.repeat(90) }] }],
  said: 'word '.repeat(45),
  window: 1000,
}

describe('usage from a vendor', () => {
  it('is believed where nothing speaks against it', () => {
    expect(believable(usage, evidence)).toBe(true)
  })

  it.each([
    ['is negative', { output: -1 }],
    ['is no whole number', { input: 99.5 }],
    ['is not a number', { cached: Number.NaN }],
    ['has more in the cache than in the prompt', { cached: 95 }],
    ['has more thinking than output', { reasoning: 51 }],
    ['has no input', { input: 0, cached: 0, cacheWrite: 0 }],
    ['has more input than the window holds', { input: 1001 }],
    ['has far less input than was sent', { input: 10, cached: 0, cacheWrite: 0 }],
    ['has more output than the window holds', { output: 1001 }],
    ['has less than half of what was said', { output: 20 }],
  ])('is not believed where it %s', (_, change) => {
    expect(believable({ ...usage, ...change }, evidence)).toBe(false)
  })

  it('is believed where it goes beyond the cap, because it is billed', () => {
    expect(believable({ ...usage, output: 90 }, evidence)).toBe(true)
    expect(believable({ ...usage, output: 550, reasoning: 500 }, evidence)).toBe(true)
  })
})
