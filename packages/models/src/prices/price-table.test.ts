import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { costNano, worstNano } from '@quorum/debate'
import { describe, expect, test } from 'vitest'
import { ownPrice } from './own-price.ts'
import { listed, priceTable } from './price-table.ts'

const at = new Date('2026-11-20T12:00:00Z')

describe('the price table', () => {
  test('has the rates of a model in nano-dollars per thousand tokens', () => {
    expect(listed('openai', 'gpt-5', at)).toEqual({
      window: 400_000,
      price: {
        asOf: priceTable,
        requestNano: 0,
        tiers: [{ above: 0, input: 1_250_000, cached: 125_000, cacheWrite: 1_250_000, output: 10_000_000 }],
      },
    })
  })

  test('has tiers by the size of the input, which hold above their border', () => {
    const { price } = listed('google', 'gemini-2.5-pro', at)
    if (!price) throw new Error('not listed')
    const usage = (input: number) => ({ input, cached: 0, cacheWrite: 0, output: 1_000, reasoning: 0 })
    expect(costNano(price, usage(200_000))).toBe(200_000 * 1_250 + 1_000 * 10_000)
    expect(costNano(price, usage(200_001))).toBe(200_001 * 2_500 + 1_000 * 15_000)
    expect(worstNano(price, 200_001, 1_000)).toBe(costNano(price, usage(200_001)))
  })

  test('has cache writes, and what a request costs by itself', () => {
    expect(listed('anthropic', 'claude-opus-4-5', at).price?.tiers[0]).toMatchObject({ cacheWrite: 6_250_000, cached: 500_000 })
    expect(listed('perplexity', 'sonar-pro', at).price?.requestNano).toBe(14_000_000)
  })

  test('knows dated names, and prices by the date', () => {
    expect(listed('anthropic', 'claude-sonnet-4-5-20250929', at).price).toEqual(listed('anthropic', 'claude-sonnet-4-5', at).price)
    const before = listed('openai', 'o3', new Date('2025-06-01')).price?.tiers[0]?.input ?? 0
    expect(before).toBeGreaterThan(listed('openai', 'o3', at).price?.tiers[0]?.input ?? 0)
  })

  test('takes the dearest hour where rates depend on the time of day', () => {
    const hours = [...Array(24).keys()].map(
      (hour) => listed('deepseek', 'deepseek-v4-pro', new Date(Date.UTC(2026, 10, 20, hour, 30))).price?.tiers[0]?.output,
    )
    expect(new Set(hours).size).toBe(1)
  })

  test('does not know is null, never free', () => {
    expect(listed('openai', 'gpt-nobody-heard-of-it', at).price).toBeNull()
    expect(listed('nobody', 'gpt-5', at)).toEqual({ price: null, window: null })
    expect(listed('mistral', 'devstral-small:free', at).price).toBeNull()
  })

  test('is the release that is installed', () => {
    const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices')
    const { version } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')) as { version: string }
    expect(priceTable).toBe(`genai-prices ${version}`)
  })
})

describe('a price of the user', () => {
  test('is in dollars per million tokens; cached input costs the same unless it is said', () => {
    expect(ownPrice({ input: 0.07, output: 0.3, cached: 0.007, request: 0.01 })).toEqual({
      asOf: 'configured',
      requestNano: 10_000_000,
      tiers: [{ above: 0, input: 70_000, cached: 7_000, cacheWrite: 70_000, output: 300_000 }],
    })
    expect(ownPrice({ input: 3, output: 15 }).tiers[0]).toMatchObject({ cached: 3_000_000, cacheWrite: 3_000_000 })
  })
})
