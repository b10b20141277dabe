/** Milliseconds that words wait for more of them: a client gets at most 20 pieces of a turn a second. */
const tickMs = 50
/** Milliseconds of passing words on after which everything else has its turn. */
const sliceMs = 10

/**
 * The beat in which words go out, one for all debates. Where passing them on takes long, as very many read, it beats more slowly, so that two
 * thirds of the time are left for everything else, and what is recorded overtakes them.
 */
export type Pace = {
  /** Calls back at the next beat, once. */
  next(call: () => void): void
}

/** `now`: a clock in milliseconds. */
export function pace(now = () => performance.now()): Pace {
  let due = new Set<() => void>()
  let beating = false

  function wait(ms: number): void {
    beating = due.size > 0
    if (beating) setTimeout(beat, Math.max(tickMs, ms))
  }

  function beat(): void {
    const calls = due.values()
    due = new Set()
    pass(calls, 0)
  }

  /** `tookMs`: what this beat took so far. */
  function pass(calls: Iterator<() => void>, tookMs: number): void {
    const before = now()
    let ms = 0
    for (let next = calls.next(); !next.done; next = calls.next()) {
      next.value()
      ms = now() - before
      if (ms < sliceMs) continue
      setImmediate(() => pass(calls, tookMs + ms))
      return
    }
    wait(2 * (tookMs + ms))
  }

  return {
    next(call) {
      due.add(call)
      if (!beating) wait(0)
    },
  }
}
