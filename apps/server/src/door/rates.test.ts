import { expect, it } from 'vitest'
import { smoothed } from './lag.ts'
import { netOf, ratesBy } from './rates.ts'

it('gives as many as there may be in a minute at once, then one by one as time goes by', () => {
  let now = 0
  const rates = ratesBy(() => now)
  const taken = () => rates.count('ann', 60).wait === 0
  expect(Array.from({ length: 60 }, taken)).not.toContain(false)
  expect(rates.count('ann', 60)).toMatchObject({ wait: 1, left: 0, fullIn: 60 })
  expect(rates.count('bob', 60)).toMatchObject({ wait: 0, left: 59, fullIn: 1 })
  now = 999
  expect(taken()).toBe(false)
  now = 1000
  expect([taken(), taken()]).toEqual([true, false])
  now = 1e9
  expect(Array.from({ length: 61 }, taken).filter(Boolean)).toHaveLength(60)
})

it('forgets who was quiet for the longest, and nobody else', () => {
  const rates = ratesBy(() => 0)
  expect(rates.count('ann', 1).wait).toBe(0)
  for (let one = 0; one < 49_999; one++) rates.count(`other ${one}`, 1)
  expect(rates.count('ann', 1).wait).toBe(60)
  for (let one = 0; one < 50_000; one++) rates.count(`another ${one}`, 1)
  expect(rates.count('ann', 1).wait).toBe(0)
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:0db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('takes %s for %s', (address, net) => {
  expect(netOf(address)).toBe(net)
})

it('takes a process for late that is late for a while, not one that was late once', () => {
  const after = (lates: readonly number[]) => lates.reduce(smoothed, 0)
  expect(after([30_000])).toBeLessThan(1000)
  expect(after([900, 900, 900, 900, 900, 900])).toBeLessThan(1000)
  expect(after([1500, 1500, 1500, 1500, 1500])).toBeGreaterThan(1000)
  expect(after([3000, 3000, 3000, 3000, 0, 0, 0])).toBeLessThan(1000)
})
