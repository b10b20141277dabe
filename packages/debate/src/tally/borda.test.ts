import fc from 'fast-check'
import { expect, test } from 'vitest'
import { borda } from './borda.ts'
import { schulzeExample } from './schulze-example.ts'

fc.configureGlobal({ seed: 1 })

test('the 45 voters of Schulze count as by hand', () => {
  const { order, scores } = borda(schulzeExample, ['A', 'B', 'C', 'D', 'E'])
  expect(order).toEqual([['E'], ['A'], ['B'], ['C'], ['D']])
  const points = Object.entries({ A: 98, B: 92, C: 89, D: 69, E: 102 })
  for (const [item, sum] of points) expect(scores.get(item)).toBeCloseTo(sum / (45 * 4), 12)
})

test('in a council each is rated by all but its author, and no one is the worse for it', () => {
  const { order, scores } = borda([{ order: ['bob', 'cy'] }, { order: ['ada', 'cy'] }, { order: ['bob', 'ada'] }], ['ada', 'bob', 'cy'])
  expect([...scores]).toEqual([
    ['ada', 0.5],
    ['bob', 1],
    ['cy', 0],
  ])
  expect(order).toEqual([['bob'], ['ada'], ['cy']])
})

test('an item that fewer rated is measured by those alone', () => {
  const { scores } = borda([{ order: ['a', 'b'] }, { order: ['a', 'b'] }, { order: ['b', 'c'] }], ['a', 'b', 'c'])
  expect([...scores.values()]).toEqual([1, 1 / 3, 0])
})

test('the unranked share the average of the places left', () => {
  const { order, scores } = borda([{ order: ['c'], shown: ['a', 'b', 'c', 'd'] }], ['a', 'b', 'c', 'd'])
  expect([...scores.values()]).toEqual([1 / 3, 1 / 3, 1, 1 / 3])
  expect(order).toEqual([['c'], ['a', 'b', 'd']])
})

test('what nobody rated has no score and comes last', () => {
  expect(borda([{ order: ['b', 'a'] }, { order: ['d'] }], ['a', 'b', 'c', 'd'])).toEqual({
    order: [['b'], ['a'], ['c', 'd']],
    scores: new Map([
      ['a', 0],
      ['b', 1],
      ['c', null],
      ['d', null],
    ]),
  })
  expect(borda([], [])).toEqual({ order: [], scores: new Map() })
})

test('a rating that cannot be meant is refused', () => {
  expect(() => borda([{ order: ['a', 'a', 'b'] }], ['a', 'b'])).toThrow(RangeError)
  expect(() => borda([{ order: ['a', 'b'], shown: ['a'] }], ['a', 'b'])).toThrow(RangeError)
})

test('of full rankings the mean score is one half, and turning them round turns the scores round', () => {
  const items = ['a', 'b', 'c', 'd']
  const rankings = fc.array(fc.shuffledSubarray(items, { minLength: 4 }), { minLength: 1, maxLength: 7 })
  fc.assert(
    fc.property(rankings, (orders) => {
      const { scores } = borda(
        orders.map((order) => ({ order })),
        items,
      )
      const back = borda(
        orders.map((order) => ({ order: order.toReversed() })),
        items,
      )
      for (const item of items) expect((scores.get(item) ?? 0) + (back.scores.get(item) ?? 0)).toBeCloseTo(1, 9)
      expect([...scores.values()].reduce<number>((sum, score) => sum + (score ?? 0), 0)).toBeCloseTo(2, 9)
    }),
  )
})
