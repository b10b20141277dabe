import type { Batch } from './frame.ts'

/** Somebody who reads a stream. It never makes anybody wait: who does not keep up is dropped, and comes back by the last id it has. */
export type Reader = {
  /** Passes frames on; drops the reader where too much waits for it already. */
  write(batch: Batch): void
  /** Resolves when what was written is on its way, or the reader is gone. */
  drained(): Promise<void>
  /** Says good-bye after what was written. */
  end(): void
  /** Fires when it left, was dropped, or ended. */
  readonly gone: AbortSignal
}

/** Bytes that may wait for a reader at the most. */
export const patience = 256 * 1024
