import { expect, it } from 'vitest'
import { clock, count, listed, money, time, usd } from './figures.ts'

it('writes amounts so that small ones still say something', () => {
  expect([null, 0, 0.00001, 0.0021, 0.5, 12.345].map(usd)).toEqual(['cost unknown', '$0', '<$0.0001', '$0.0021', '$0.5000', '$12.35'])
  expect(money(2_100_000)).toBe('$0.0021')
})

it('writes times and numbers as people do', () => {
  expect([4200, 65_000, 3_723_000].map(time)).toEqual(['4.2 s', '1:05', '1:02:03'])
  expect(clock(7900)).toBe('0:07')
  expect([count(1, 'call'), count(1234, 'token')]).toEqual(['1 call', '1,234 tokens'])
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c'])
})
