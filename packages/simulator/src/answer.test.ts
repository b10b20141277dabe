import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pieces, tokensIn } from './answer.ts'

test('pieces make up the text and never cut a character in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), (text, size) => {
      const parts = [...pieces(text, size)]
      expect(parts.join('')).toBe(text)
      expect(parts.every((part) => part.isWellFormed())).toBe(true)
    }),
  )
})
test('a token is four characters', () => {
  expect([0, 1, 4, 5, 240].map(tokensIn)).toEqual([0, 1, 1, 2, 60])
})
