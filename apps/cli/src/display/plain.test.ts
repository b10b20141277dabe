import { expect, it } from 'vitest'
import { inLine, plain } from './plain.ts'

it('takes everything from a model’s text that could steer a terminal', () => {
  expect(plain('\u001b[2J\u001b[31mred\u001b[0m \u001b]0;title\u0007\u001b]8;;http://evil\u001b\\link\u009b5m\rback\u0008')).toBe(
    'red link5m\nback',
  )
})

it('takes what cannot be seen, and what turns the direction of writing', () => {
  expect(plain('pay\u200b \u202eevil\u2066 \u{e0041}\u{e0042}\ufeffme')).toBe('pay evil me')
})

it('leaves the joiners that scripts and pictures need', () => {
  expect(plain('👩‍👩‍👧 می‌خواهم')).toBe('👩‍👩‍👧 می‌خواهم')
})

it('puts a text into one line', () => {
  expect(inLine(' a\n\n b\tc ')).toBe('a b c')
})
