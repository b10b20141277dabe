/** How far the process is behind its clock, smoothed. */
export type Lag = { readonly ms: () => number; stop(): void }

const everyMs = 250
/** A single long pause, of a debugger or of a machine that slept, is not a process that cannot keep up. */
const longestMs = 2000

/** Measures how late timers are, four times a second. */
export function measureLag(): Lag {
  let lag = 0
  let due = performance.now() + everyMs
  const timer = setInterval(() => {
    const now = performance.now()
    lag = smoothed(lag, now - due)
    due = now + everyMs
  }, everyMs).unref()
  return { ms: () => lag, stop: () => clearInterval(timer) }
}

/** The lag after one more look that came so many milliseconds late. */
export const smoothed = (before: number, late: number): number => before * 0.75 + Math.min(longestMs, Math.max(0, late)) * 0.25
