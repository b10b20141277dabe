import { expect, it } from 'vitest'
import { holdFresh, isFresh, newPulse, noLease, type Pulse } from './pulse.ts'

const lease = { ttlMs: 6000, renewMs: 1500, stallMs: 2500, graceMs: 30_000 }

/** A lease that was asked for so many ms ago, and by the wall clock runs out in so many. */
function leased(agoMs: number, leftMs: number): Pulse {
  const pulse = newPulse()
  holdFresh(pulse, process.hrtime.bigint() - BigInt(agoMs) * 1_000_000n, Date.now() + leftMs)
  return pulse
}

it('is fresh while nobody may claim: until the lease ran out, and for the time of grace', () => {
  expect(isFresh(leased(0, 6000), lease)).toBe(true)
  expect(isFresh(leased(10_000, -4000), lease)).toBe(true)
  expect(isFresh(leased(35_000, -29_000), lease)).toBe(true)
  expect(isFresh(leased(37_000, -31_000), lease)).toBe(false)
})

it('is not fresh after a sleep that the monotonic clock did not count, nor where the wall clock was set back', () => {
  expect(isFresh(leased(1000, -31_000), lease)).toBe(false)
  expect(isFresh(leased(37_000, 3_600_000), lease)).toBe(false)
})

it('is not fresh without a lease', () => {
  const pulse = leased(0, 6000)
  noLease(pulse)
  expect(isFresh(pulse, lease)).toBe(false)
  expect(isFresh(newPulse(), lease)).toBe(false)
})
