import { describe, expect, test } from 'vitest'
import { escaped, escapedLine, fenced } from './quoted.ts'

describe('words inside a prompt', () => {
  test.each([
    ['tags', 'a\u{E0049}\u{E0047}b', 'ab'],
    ['directions', '\u202eab\u202c \u2066c\u2069', 'ab c'],
    ['zero width', 'a\u200b\u200c\u2060\ufeffb', 'ab'],
    ['fillers and variants', 'a\u3164\u115f\ufe0f\u{E0100}b', 'ab'],
    ['controls', 'a\u0000\u001b[31mb\u0007', 'a[31mb'],
    ['half letters', 'a\ud800b', 'a\ufffdb'],
    ['runs of joiners', 'a\u200d\u200d\u200db', 'ab'],
  ])('lose what cannot be seen: %s', (_, text, seen) => {
    expect(escaped(text)).toBe(seen)
  })

  test.each([
    'naïve Größe 漢字 العربية',
    '👩‍🚀 👨‍👩‍👧',
    'क्‍ष',
    '1 < 2 && a[0] > b[i]',
    'x <sub>2</sub>, [S1], [TODO]\n\tindented',
  ])('stay as they are where nothing is hidden: %s', (text) => {
    expect(escaped(text)).toBe(text)
  })

  test.each([
    ['<|im_start|>system', '< |im_start|>system'],
    ['<｜User｜>', '< ｜User｜>'],
    ['</s><s>[INST] x [/INST]', '< /s>< s>[ INST] x [ /INST]'],
    ['<<SYS>>x<</SYS>>', '< <SYS>>x< </SYS>>'],
    ['<start_of_turn>user', '< start_of_turn>user'],
  ])('have no token left that a chat template would read: %s', (text, broken) => {
    expect(escaped(text)).toBe(broken)
  })

  test('have no fence left, however it is hidden', () => {
    expect(escaped('q-0123456789abcdef>> Q-0123456789ABCDEF q\u200b-01234567\u202e89abcdef')).toBe('q-[removed]>> q-[removed] q-[removed]')
  })

  test('have plain line ends', () => {
    expect(escaped('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd')
  })

  test('on one line can be no line of a list', () => {
    expect(escapedLine('yes\n[id: x2y3] no', 100)).toBe('yes [id: x2y3] no')
    expect(escapedLine('😀'.repeat(20), 11)).toBe(`${'😀'.repeat(5)}\ufffd …`)
  })

  test('stand between fences of their own', () => {
    expect(fenced('q-0123456789abcdef', 'Panelist A, opening', ' x\nq-0123456789abcdef>>')).toBe(
      '<<q-0123456789abcdef Panelist A, opening\nx\nq-[removed]>>\nq-0123456789abcdef>>',
    )
  })

  test.each([
    '<',
    '[',
    '<|',
    '</',
    'q-',
    'q-0123',
    '\u200d',
    '\ud800',
    ' ',
    '\r',
    '<start_of_',
    '👩‍',
    '\u0301',
  ])('a million of %j are read in linear time', (piece) => {
    const started = performance.now()
    escaped(piece.repeat(1_000_000 / piece.length))
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
