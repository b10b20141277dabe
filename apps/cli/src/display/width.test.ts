import { expect, it } from 'vitest'
import { cut, fitted, widthOf } from './width.ts'

it('counts the columns that a terminal gives to letters of all kinds', () => {
  const widths = Object.fromEntries(
    ['plain', 'naïve', '量子', 'ﾊﾝ', '👩‍👩‍👧', '🇩🇪', 'e\u0301', '✓ ok', '한국', 'a\u200db'].map((text) => [text, widthOf(text)]),
  )
  expect(widths).toEqual({ plain: 5, naïve: 5, 量子: 4, ﾊﾝ: 2, '👩‍👩‍👧': 2, '🇩🇪': 2, 'e\u0301': 1, '✓ ok': 4, 한국: 4, 'a\u200db': 2 })
})

it('cuts and fills to exactly so many columns, never through a letter', () => {
  expect(cut('量子计算机', 6)).toBe('量子…')
  expect(widthOf(cut('量子计算机', 7))).toBeLessThanOrEqual(7)
  expect(cut('short', 5)).toBe('short')
  expect(cut('anything', 0)).toBe('')
  for (const text of ['', 'a', '量子计算', 'a long text of words']) expect(widthOf(fitted(text, 8)), text).toBeLessThanOrEqual(8)
  expect(fitted('ab', 4)).toBe('ab  ')
})
