import fc from 'fast-check'
import { expect, test } from 'vitest'
import { schulze, untie } from './schulze.ts'
import { schulzeExample } from './schulze-example.ts'

fc.configureGlobal({ seed: 1 })

const ballots = (...orders: string[]) => orders.map((letters) => ({ order: [...letters] }))

test('the 45 voters of Schulze are ordered as in the paper', () => {
  expect(schulze(schulzeExample, ['A', 'B', 'C', 'D', 'E'])).toEqual([['E'], ['A'], ['C'], ['B'], ['D']])
})

test('a cycle is broken at its weakest link', () => {
  // a > b by 7 to 2, b > c by 6 to 3, c > a by 5 to 4.
  const orders = [...Array(4).fill('abc'), ...Array(2).fill('bca'), ...Array(3).fill('cab')]
  expect(schulze(ballots(...orders), ['c', 'b', 'a'])).toEqual([['a'], ['b'], ['c']])
})

test('a cycle of equal links is a tie', () => {
  expect(schulze(ballots('abc', 'bca', 'cab'), ['a', 'b', 'c'])).toEqual([['a', 'b', 'c']])
  expect(schulze([], ['a', 'b'])).toEqual([['a', 'b']])
})

test('strength is counted in winning votes, not in margins', () => {
  // a > b by 5 to 4 (margin 1), b > c by 4 to 1 (margin 3), c > a by 3 to 1 (margin 2).
  // The fewest winning votes are those of c over a, the smallest margin is that of a over b.
  const pair = (order: string, times: number) => Array.from({ length: times }, () => ({ order: [...order] }))
  const votes = [...pair('ab', 5), ...pair('ba', 4), ...pair('bc', 4), ...pair('cb', 1), ...pair('ca', 3), ...pair('ac', 1)]
  expect(schulze(votes, ['a', 'b', 'c'])).toEqual([['a'], ['b'], ['c']])
})

test('shown and unranked stands below the ranked, not shown stands nowhere', () => {
  expect(schulze([{ order: ['b'], shown: ['a', 'b', 'c'] }], ['a', 'b', 'c'])).toEqual([['b'], ['a', 'c']])
  expect(schulze([{ order: ['b'] }], ['a', 'b'])).toEqual([['a', 'b']])
})

test('only what is tied is ordered anew', () => {
  expect(untie([['c'], ['b', 'a'], ['d']], ballots('abcd', 'abdc', 'badc'))).toEqual([['c'], ['a'], ['b'], ['d']])
})

const items = ['a', 'b', 'c', 'd', 'e']
const rankings = fc.array(fc.shuffledSubarray(items, { minLength: 5 }), { minLength: 1, maxLength: 9 })
const asRanked = (orders: readonly string[][]) => orders.map((order) => ({ order }))
const prefer = (orders: readonly string[][], x: string, y: string) => orders.filter((order) => order.indexOf(x) < order.indexOf(y)).length

test('who beats everyone one by one wins alone, and all items are ordered', () => {
  fc.assert(
    fc.property(rankings, (orders) => {
      const tiers = schulze(asRanked(orders), items)
      expect(tiers.flat().toSorted()).toEqual(items)
      const condorcet = items.find((x) => items.every((y) => x === y || prefer(orders, x, y) * 2 > orders.length))
      if (condorcet) expect(tiers[0]).toEqual([condorcet])
    }),
  )
})

test('every ballot turned round, a single winner does not win again', () => {
  fc.assert(
    fc.property(rankings, (orders) => {
      const [first = []] = schulze(asRanked(orders), items)
      const [back = []] = schulze(asRanked(orders.map((order) => order.toReversed())), items)
      if (first.length === 1 && back.length === 1) expect(back).not.toEqual(first)
    }),
  )
})
