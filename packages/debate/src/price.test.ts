import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costNano, type Price, worstNano } from './price.ts'

/** $3 and $15 per million tokens, twice as much from 200,000 tokens of input on. */
const price: Price = {
  asOf: '2026-01-01',
  requestNano: 0,
  tiers: [
    { above: 0, input: 3_000_000, cached: 300_000, cacheWrite: 3_750_000, output: 15_000_000 },
    { above: 200_000, input: 6_000_000, cached: 600_000, cacheWrite: 7_500_000, output: 22_500_000 },
  ],
}
const used = (input: number, output: number, rest = {}) => ({ input, cached: 0, cacheWrite: 0, output, reasoning: 0, ...rest })

test('A million tokens cost what the price list says', () => {
  expect(costNano({ ...price, tiers: price.tiers.slice(0, 1) }, used(1_000_000, 0))).toBe(3e9)
  expect(costNano(price, used(0, 1_000_000))).toBe(15e9)
})

test('What came from the cache, or was written into it, is billed at its own rate', () => {
  expect(costNano(price, used(1000, 0, { cached: 600, cacheWrite: 100 }))).toBe(300 * 3000 + 600 * 300 + 100 * 3750)
})

test('A long prompt is billed at the higher tier as a whole', () => {
  expect(costNano(price, used(199_999, 0))).toBe(199_999 * 3000)
  expect(costNano(price, used(200_000, 10))).toBe(200_000 * 6000 + 10 * 22_500)
})

test('Fees per request are added, and fractions are rounded up', () => {
  expect(costNano({ ...price, requestNano: 5, tiers: [{ above: 0, input: 1, cached: 0, cacheWrite: 0, output: 0 }] }, used(1, 0))).toBe(6)
})

test('Nothing that a vendor can bill within the caps costs more than the worst case', () => {
  const tokens = fc.nat(400_000)
  fc.assert(
    fc.property(
      tokens,
      fc.nat(20_000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (input, output, part, rest) => {
        const cached = Math.floor(input * part)
        const cacheWrite = Math.floor((input - cached) * rest)
        expect(costNano(price, used(input, output, { cached, cacheWrite }))).toBeLessThanOrEqual(worstNano(price, input, output))
      },
    ),
  )
})
