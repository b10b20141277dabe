import { hasExpired } from './documents.ts'
import type { MemoryDisk } from './memory-disk.ts'

/** How long a blob stays that nothing speaks of, in ms. */
const idleMs = 24 * 3600 * 1000

/** Removes what is as if gone: expired documents, and blobs that nothing speaks of any more. */
export function sweep(disk: MemoryDisk): void {
  const { documents, blobs } = disk
  for (const [place, document] of documents) if (hasExpired(document)) documents.delete(place)
  for (const [hash, { putAt }] of blobs) if (putAt <= Date.now() - idleMs && !isSpokenOf(disk, hash)) blobs.delete(hash)
}

/** Whether a debate or an upload keeps the blob. */
export function isSpokenOf({ debates, documents }: MemoryDisk, hash: string): boolean {
  return (
    debates.values().some(({ sources }) => sources.has(hash)) ||
    documents.values().some(({ kind, id }) => kind === 'source' && id.endsWith(hash))
  )
}
