import { expect, test } from 'vitest'
import { hiddenIn, hiddenWithin, hiddenWords } from './hidden.ts'
import { escaped } from './quoted.ts'

test.each([
  ['tags', 'a\u{E0049}\u{E0047}b', 2, ['tags']],
  ['directions', '\u202eab\u202c \u2066c\u2069', 4, ['directions']],
  ['zero width', 'i\u200dg\u200bn\u200co\u2060re\ufeff', 5, ['zero-width']],
  ['variants of letters', 'a\ufe0f\u{E0100}', 2, ['variants']],
  ['soft hyphens', 'vote\u00adno', 1, ['soft-hyphens']],
  ['controls', 'a\u0000\u001b[31m', 2, ['controls']],
  ['fillers', 'a\u3164', 1, ['fillers']],
  ['many at once', '\u{E0049}\u200b\u00ad', 3, ['tags', 'zero-width', 'soft-hyphens']],
])('Invisible letters are counted and named: %s', (_, text, characters, kinds) => {
  expect(hiddenIn(text)).toEqual({ characters, kinds, mixed: [] })
  expect(hiddenIn(escaped(text))).toBeNull()
})

test.each([
  'naïve Größe\r\n\t漢字',
  '👩‍🚀 👨‍👩‍👧 ❤️ 1️⃣ 👩🏽‍🚀 👁️‍🗨️',
  '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
  'می\u200cخواهم',
  'क्\u200dष, ක්\u200dෂ',
  'שלום\u200f',
  'Москва and Ἀθῆναι, 5 μm, Δt, IT-отдел',
])('Nothing is hidden in %j', (text) => {
  expect(hiddenIn(text)).toBeNull()
})

test.each(['می\u200cخواهم', 'क्\u200dष', '👩‍🚀 👩🏽‍🚀'])('%j reaches models as it was written', (text) => {
  expect(escaped(text)).toBe(text)
})

test('Words of two alphabets that look alike are shown, and left as they are', () => {
  expect(hiddenIn('Go to p\u0430ypal, p\u0430ypal or G\u03bfogle.')).toEqual({
    characters: 0,
    kinds: [],
    mixed: ['p\u0430ypal', 'G\u03bfogle'],
  })
  expect(escaped('p\u0430ypal')).toBe('p\u0430ypal')
})

test('All texts of a turn count, each once', () => {
  const argument = 'a\u200b'
  expect(hiddenWithin({ text: argument, position: { argument, answer: 'no\u00ad', quotes: [{ text: 'x\u200b' }] } })?.characters).toBe(3)
})

test('People are told in a sentence', () => {
  expect(hiddenWords({ characters: 1, kinds: ['soft-hyphens'], mixed: [] })).toBe('held 1 invisible character (soft hyphens)')
  expect(hiddenWords({ characters: 12, kinds: ['tags', 'zero-width'], mixed: ['p\u0430y'] })).toBe(
    'held 12 invisible characters (tags, zero width); mixes alphabets in “p\u0430y”',
  )
})

test.each(['\u200d', '\u200b', 'a\u0430', '\u{1F3F4}\u{E0067}', '👩‍', 'क्\u200d'])('A million of %j are read in linear time', (piece) => {
  const started = performance.now()
  hiddenIn(piece.repeat(1_000_000 / piece.length))
  expect(performance.now() - started).toBeLessThan(5000)
})
