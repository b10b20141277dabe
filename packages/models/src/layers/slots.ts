/** How many requests one key may have in flight, shared by all of its models. */
export type Slots = {
  take(): boolean
  give(): void
  /** Runs this once when a slot is free again; who asked first is served first. */
  whenFree(run: () => void): void
}

export function slots(count: number): Slots {
  let free = count
  const waiting = new Set<() => void>()
  return {
    take() {
      if (free <= 0) return false
      free--
      return true
    },
    give() {
      free++
      // Those who are woken may no longer want it, so the next ones get their chance too.
      for (const run of waiting) {
        if (free <= 0) return
        waiting.delete(run)
        run()
      }
    },
    whenFree: (run) => void waiting.add(run),
  }
}
