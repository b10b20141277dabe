import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jensenShannon, settled, unanimous, unchanged } from './stability.ts'

fc.configureGlobal({ seed: 1 })

const round = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([answer, count]) => ({ answer, members: Array.from({ length: count }, (_, i) => `${answer}${i}`) }))

test('unanimous is one class of all that were counted on', () => {
  expect(unanimous(round({ x: 3 }), 3)).toBe(true)
  expect(unanimous(round({ x: 2 }), 3)).toBe(false)
  expect(unanimous(round({ x: 2, y: 1 }), 3)).toBe(false)
  expect(unanimous(round({ x: 3, y: 1 }), 3)).toBe(false)
  expect(unanimous([], 0)).toBe(false)
})

test('unchanged looks at the sizes of the classes, in whatever order', () => {
  expect(unchanged(round({ x: 2, y: 1 }), round({ y: 1, x: 2 }))).toBe(true)
  expect(unchanged(round({ x: 2, y: 1 }), round({ x: 1, y: 2 }))).toBe(false)
  expect(unchanged(round({ x: 2 }), round({ x: 2, y: 1 }))).toBe(false)
  expect(unchanged(round({ x: 2 }), round({ X: 2 }))).toBe(false)
  expect(unchanged(round({ x: 2 }), round({ X: 2 }), (one, other) => one.toLowerCase() === other.toLowerCase())).toBe(true)
  expect(unchanged([], [])).toBe(false)
})

test('the divergence of Jensen and Shannon is measured in bits', () => {
  expect(
    jensenShannon([
      [1, 0],
      [0, 1],
    ]),
  ).toBe(1)
  expect(
    jensenShannon([
      [1, 3],
      [2, 6],
    ]),
  ).toBeCloseTo(0, 12)
  // P = (1/2, 1/2), Q = (1, 0), M = (3/4, 1/4): H(M) - (H(P) + H(Q)) / 2 = .811278 - .5
  expect(
    jensenShannon([
      [1, 1],
      [1, 0],
    ]),
  ).toBeCloseTo(0.311278, 6)
  expect(jensenShannon([[1, 0]])).toBeNull()
  expect(jensenShannon([])).toBeNull()
})

test('the divergence is symmetric and stays within 0 and 1', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 5 }), (pairs) => {
      const there = jensenShannon(pairs)
      const back = jensenShannon(pairs.map(([one, other]) => [other, one] as const))
      expect(there === null).toBe(back === null)
      if (there === null || back === null) return
      expect(there).toBeCloseTo(back, 9)
      expect(there).toBeGreaterThanOrEqual(-1e-12)
      expect(there).toBeLessThanOrEqual(1 + 1e-12)
    }),
  )
})

test('shares have settled after two steps that hardly move them', () => {
  const [most, more, fewer] = [round({ x: 8, y: 2 }), round({ x: 7, y: 3 }), round({ x: 5, y: 5 })]
  expect(settled([most, more, most])).toBe(true) // .0097 bits each
  expect(settled([fewer, most, more, most])).toBe(true)
  expect(settled([fewer, most, most])).toBe(false) // .073 bits, then 0
  expect(settled([most, most, fewer])).toBe(false)
  expect(settled([most, most])).toBe(false)
  expect(settled([most, most], { times: 1 })).toBe(true)
  expect(settled([most, more, most], { threshold: 0.009 })).toBe(false)
})

test('silence is not stability', () => {
  expect(settled([[], [], []])).toBe(false)
  expect(settled([round({ x: 1 }), round({ x: 1 }), []])).toBe(false)
})
