import { describe, expect, it } from 'vitest'
import { redact } from './redact.ts'

describe('a text for people', () => {
  it('loses the key in every form in which it comes back', () => {
    const key = 'my+own/key=='
    const text = redact(`bad key ${key}, sent as ?key=${encodeURIComponent(key)}`, key)
    expect(text).not.toContain('own')
  })

  it.each([
    'sk-proj-abcdefgh12345678',
    'sk-ant-api03-Abc_def-ghi123456',
    'sk-abcd****************wxyz',
    'gsk_abcdefghijklmnop',
    'xai-abcdefghijklmnop',
    'hf_abcdefghijklmnop',
    'AIzaSyA1234567890abcdefghij',
    'Bearer abcdef123456',
    'eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.abc',
    'api_key="0123456789abcdef"',
    'x-api-key: 0123456789abcdef',
  ])('loses what has the shape of a key: %s', (secret) => {
    const text = redact(`Incorrect: ${secret} was given.`, '')
    expect(text).toContain('[redacted]')
    expect(text).not.toContain(secret.slice(-6))
  })

  it('keeps what has not', () => {
    const text = 'The model task-oriented-gpt does not exist; ask the desk-top bearer of keys (risk-free).'
    expect(redact(text, '')).toBe(text)
    expect(redact('nothing', 'sk-x')).toBe('nothing')
  })
})
