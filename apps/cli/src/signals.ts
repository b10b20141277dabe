import process from 'node:process'

/** Two signals within this many milliseconds are one: a terminal and a parent may both pass it on. */
const togetherMs = 100

export type OnSignals = {
  /** Ctrl-C for the first time. */
  first(): void
  /** Ctrl-C again: the process ends when this returns. */
  again(): void
  /** The process is asked to go: it ends when this resolves. */
  leave(): Promise<unknown>
}

/** Milliseconds in which the store can be left in order; then the process goes all the same. */
const patienceMs = 3000

/** Heeds Ctrl-C and the signals that ask a process to go, until the function returned is called. */
export function heedSignals({ first, again, leave }: OnSignals): () => void {
  let interruptedAt: number | null = null
  const interrupt = () => {
    const now = performance.now()
    if (interruptedAt === null) {
      interruptedAt = now
      first()
    } else if (now - interruptedAt > togetherMs) {
      again()
      process.exit(130)
    }
  }
  const going = (code: number) => () => {
    setTimeout(() => process.exit(code), patienceMs).unref()
    void leave().finally(() => process.exit(code))
  }
  const heard: [NodeJS.Signals, () => void][] = [
    ['SIGINT', interrupt],
    ['SIGTERM', going(143)],
    ['SIGHUP', going(129)],
  ]
  for (const [signal, heed] of heard) process.on(signal, heed)
  return () => {
    for (const [signal, heed] of heard) process.off(signal, heed)
  }
}
