import fc from 'fast-check'
import { expect, it } from 'vitest'
import { widthOf } from './width.ts'
import { wrap } from './wrap.ts'

it('breaks between words, and keeps paragraphs and lists', () => {
  expect(wrap('one two three\n\n\n\n- four five six\n- seven', 10)).toEqual(['one two', 'three', '', '- four', '  five six', '- seven'])
})

it('breaks words that are longer than a line, and scripts without spaces', () => {
  expect(wrap('Donaudampfschiff', 8)).toEqual(['Donaudam', 'pfschiff'])
  expect(wrap('量子计算机会', 8)).toEqual(['量子计算', '机会'])
})

it('loses no letter and never goes over the edge', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 8, max: 60 }), (text, columns) => {
      const lines = wrap(text, columns)
      expect(lines.every((line) => widthOf(line) <= columns)).toBe(true)
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }),
    { numRuns: 200, seed: 1 },
  )
})
