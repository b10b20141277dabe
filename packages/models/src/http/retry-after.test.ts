import { describe, expect, it } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const now = Date.parse('2026-11-23T12:00:00Z')

describe('the time to wait', () => {
  it.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['parts of a second', { 'retry-after': '0.5' }, 500],
    ['a date', { 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT' }, 30_000],
    ['milliseconds, which go first', { 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
    ['a word', { 'retry-after': 'soon' }, 0],
    ['a negative number', { 'retry-after': '-3' }, 0],
    ['a past date', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
    ['an empty header', { 'retry-after': '' }, 0],
    ['no end', { 'retry-after': '9'.repeat(400) }, 0],
    ['the first of several', { 'retry-after': ['2', '9'] }, 2000],
  ])('is read from %s', (_, headers, ms) => {
    expect(retryAfterMs(headers, null, now)).toBe(ms)
  })

  it.each([
    ['a duration', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0s' }, 360_000],
    ['milliseconds', { 'x-ratelimit-reset-requests': '20ms' }, 20],
    ['seconds', { 'x-ratelimit-reset': '12' }, 12_000],
    ['seconds since 1970', { 'x-ratelimit-reset': String(now / 1000 + 5) }, 5000],
    ['milliseconds since 1970', { 'x-ratelimit-reset': String(now + 1234) }, 1234],
    ['a date', { 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': '2026-11-23T12:00:09Z' }, 9000],
    ['the past', { 'x-ratelimit-reset': String(now / 1000 - 60) }, 0],
    ['the later of two limits used up', { 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '3s' }, 3000],
  ])('is read from the reset of a limit: %s', (_, headers, ms) => {
    expect(retryAfterMs(headers, null, now)).toBe(ms)
  })

  it('is not that of a limit with something left', () => {
    const headers = { 'x-ratelimit-remaining-requests': '10', 'x-ratelimit-reset-requests': '1h', 'x-ratelimit-reset-tokens': '2s' }
    expect(retryAfterMs(headers, null, now)).toBe(2000)
    expect(retryAfterMs({ 'x-ratelimit-remaining-requests': '10', 'x-ratelimit-reset-requests': '1h' }, null, now)).toBeUndefined()
  })

  it('is read from the body where no header tells', () => {
    const google = [{ error: { details: [{ '@type': 'QuotaFailure' }, { '@type': 'RetryInfo', retryDelay: '34.5s' }] } }]
    expect(retryAfterMs({}, google, now)).toBe(34_500)
    expect(retryAfterMs({}, { error: { message: 'Limit reached. Please try again in 1m7.66s. Visit the console.' } }, now)).toBe(67_660)
    expect(retryAfterMs({}, { error: { message: 'Please try again in 20ms.' } }, now)).toBe(20)
  })

  it('is unknown where nobody says it', () => {
    expect(retryAfterMs({}, { error: { message: 'Slow down' } }, now)).toBeUndefined()
    expect(retryAfterMs({}, null, now)).toBeUndefined()
  })
})
