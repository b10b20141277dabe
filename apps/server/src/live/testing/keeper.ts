import type { Batch, Frame } from '../frame.ts'
import type { Reader } from '../reader.ts'

/** A reader that keeps what it is given. */
export type Kept = Reader & { readonly batches: Batch[]; readonly frames: Frame[]; readonly over: boolean }

/** `on` is called at each batch, before it returns to who wrote it. */
export function keeper(on: (reader: Kept, batch: Batch) => void = () => undefined): Kept {
  const gone = new AbortController()
  const batches: Batch[] = []
  const reader: Kept = {
    batches,
    get frames() {
      return batches.flatMap(({ frames }) => frames)
    },
    get over() {
      return gone.signal.aborted
    },
    write(batch) {
      if (batch.frames.length === 0) return
      batches.push(batch)
      on(reader, batch)
    },
    drained: async () => undefined,
    end: () => gone.abort(),
    gone: gone.signal,
  }
  return reader
}

/** Seqs of what it was given. */
export const seqs = ({ frames }: Kept): number[] => frames.flatMap(({ seq }) => (seq === null ? [] : [seq]))
