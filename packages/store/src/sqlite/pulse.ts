import type { Lease } from './lease.ts'

/**
 * What the main thread and the worker know of each other without messages: when the main loop last turned; when the lease was last renewed,
 * and when it runs out. The first two are ns of the monotonic clock, which stands while the machine sleeps; the last is ms since 1970, by
 * which others judge the lease, and 0 without one.
 */
export type Pulse = BigInt64Array

const [turned, renewed, expires] = [0, 1, 2] as const

export const newPulse = (): Pulse => new BigInt64Array(new SharedArrayBuffer(24))

/** The main loop turns. */
export const beat = (pulse: Pulse): void => void Atomics.store(pulse, turned, process.hrtime.bigint())

/** How long the main loop has not turned. */
export const stalledMs = (pulse: Pulse): number => msSince(pulse, turned)

/** The lease is good until `expiresAt`, and was asked for at `askedAt`. */
export function holdFresh(pulse: Pulse, askedAt: bigint, expiresAt: number): void {
  Atomics.store(pulse, renewed, askedAt)
  Atomics.store(pulse, expires, BigInt(expiresAt))
}

export const noLease = (pulse: Pulse): void => void Atomics.store(pulse, expires, 0n)

/**
 * Whether nobody can have claimed by expiry. By the wall clock, as others look at it, and by the monotonic one, in case the former was set
 * back. Both together miss only a process that is frozen while the wall clock is set far ahead and back again.
 */
export function isFresh(pulse: Pulse, { ttlMs, graceMs }: Lease): boolean {
  return Date.now() < Number(Atomics.load(pulse, expires)) + graceMs && msSince(pulse, renewed) < ttlMs + graceMs
}

const msSince = (pulse: Pulse, what: number): number => Number(process.hrtime.bigint() - Atomics.load(pulse, what)) / 1e6
