import { expect, test } from 'vitest'
import { seeded, shuffled } from './seeded.ts'

const drawn = (draw: () => number, count = 5) => Array.from({ length: count }, draw)

test('The same seed and labels draw the same numbers, others draw others', () => {
  expect(drawn(seeded(7, 'order', 'ada', 1))).toEqual(drawn(seeded(7, 'order', 'ada', 1)))
  const streams = [seeded(7, 'order', 'ada', 1), seeded(8, 'order', 'ada', 1), seeded(7, 'order', 'ada', 2), seeded(7, 'ordera', 'da', 1)]
  expect(new Set(streams.map((draw) => drawn(draw).join())).size).toBe(4)
})

test('Draws are even enough to shuffle with', () => {
  const draws = drawn(seeded(1, 'even'), 20_000)
  expect(draws.every((value) => value >= 0 && value < 1)).toBe(true)
  const tenths = Map.groupBy(draws, (value) => Math.floor(value * 10))
  for (const [tenth, values] of tenths) expect(Math.abs(values.length - 2000), `tenth ${tenth}`).toBeLessThan(200)
})

test('Shuffling keeps every item once and leaves what it was given alone', () => {
  const items = ['a', 'b', 'c', 'd']
  expect(shuffled(items, seeded(3)).toSorted()).toEqual(items)
  expect(items).toEqual(['a', 'b', 'c', 'd'])
  expect(new Set(Array.from({ length: 200 }, (_, seed) => shuffled(items, seeded(seed)).join(''))).size).toBe(24)
})
