import { expect, test } from 'vitest'
import { giveBack } from './rest.ts'

test('what the heap grew to under load is given back', () => {
  const kept: object[] = []
  for (let round = 0; round < 200; round++) {
    kept.push(...Array.from({ length: 20_000 }, (_, index) => ({ index, round })))
    if (round % 20 === 19) kept.length = 0
  }
  const { heapTotal } = process.memoryUsage()
  giveBack()
  expect(process.memoryUsage().heapTotal).toBeLessThan(heapTotal * 0.9)
})
