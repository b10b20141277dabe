import { expect, it } from 'vitest'
import { explained, meaning } from './absence.ts'

it('says what an absence means, and what was said of it as a sentence of its own', () => {
  expect(explained('invalid', 'not asked again')).toBe('its answer had no usable form. Not asked again')
  expect(explained('auth', undefined)).toBe('its key was refused')
  expect(meaning('replaced: auth (twice)')).toBe('replaced: its key was refused (twice)')
})
