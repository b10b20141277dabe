/** Milliseconds that words wait for more of them: a client gets at most 20 pieces of a turn a second. */
const tickMs = 50

/**
 * The beat in which words go out, one for all debates. Where passing them on takes long, as very many read, it beats more slowly, so that at
 * least half of the time is left for everything else.
 */
export type Pace = {
  /** Calls back at the next beat, once. */
  next(call: () => void): void
}

export function pace(): Pace {
  const due = new Set<() => void>()
  let beating = false
  let tookMs = 0

  function beat(): void {
    const before = performance.now()
    const calls = [...due]
    due.clear()
    beating = false
    for (const call of calls) call()
    tookMs = performance.now() - before
  }

  return {
    next(call) {
      due.add(call)
      if (beating) return
      beating = true
      setTimeout(beat, Math.max(tickMs, tookMs))
    },
  }
}
