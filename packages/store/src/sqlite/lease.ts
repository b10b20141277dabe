/** When a session counts as dead, in ms. Only tests have a reason to change it, and all sessions of a file must agree. */
export type Lease = {
  /** A session is good for this long after its last renewal. */
  readonly ttlMs: number
  readonly renewMs: number
  /** Renewal stops when the main loop has not turned for this long: a hung process must not keep its debates. */
  readonly stallMs: number
  /**
   * A session whose process still holds its lock may be frozen for a while: its debates are free only so long after it expired, and once
   * whoever wants them has seen it miss two renewals more.
   */
  readonly graceMs: number
}

export const usualLease: Lease = { ttlMs: 6000, renewMs: 1500, stallMs: 2500, graceMs: 30_000 }
