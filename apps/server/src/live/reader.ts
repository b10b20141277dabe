import type { Writable } from 'node:stream'
import type { Batch } from './frame.ts'

/** Somebody who reads a stream. It never makes anybody wait: who does not keep up is dropped, and comes back by the last id it has. */
export type Reader = {
  /** Passes frames on; drops the reader where too much waits for it already. */
  write(batch: Batch): void
  /** Resolves when what was written is on its way, or the reader is gone; drops one that takes too long over it. */
  drained(): Promise<void>
  /** Says good-bye after what was written. */
  end(): void
  /** Fires when it left, was dropped, or ended. */
  readonly gone: AbortSignal
}

/** Bytes that may wait for a reader before it is dropped; one more write may come on top of them. */
export const patience = 256 * 1024
/** Milliseconds that a reader has to take what it was given of the log. */
const drainMs = 60_000
/** Milliseconds that it has to take the last of it. */
export const farewellMs = 5000

/** Resolves when a stream has room again, or its reader is gone; cuts the stream off where that takes too long. */
export function drained(stream: Writable, gone: AbortSignal): Promise<void> {
  if (!stream.writableNeedDrain || gone.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer)
      stream.off('drain', over)
      gone.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(() => stream.destroy(), drainMs)
    stream.on('drain', over)
    gone.addEventListener('abort', over)
  })
}

/** Resolves when a signal fires, or has. */
export function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
