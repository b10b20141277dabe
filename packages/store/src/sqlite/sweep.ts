import type { DatabaseSync } from 'node:sqlite'
import { effect } from './effect.ts'
import { now } from './schema.ts'

/** How long a blob stays that nothing speaks of, in ms. */
const idleMs = 24 * 3600 * 1000
/** Documents that one sweep removes, so that no other write waits long. */
const most = 2000

/** Within a transaction: removes what is as if gone, expired documents, and blobs that nothing speaks of any more. */
export function sweepIn(db: DatabaseSync): () => void {
  const expired = effect(db, `DELETE FROM document WHERE key IN (SELECT key FROM document WHERE expires_at <= ${now} LIMIT ${most})`)
  // The hashes of a file are of one length or two, so the ids of uploads are gone through as often, not once for each blob.
  const idle = effect(
    db,
    `
    DELETE FROM blob WHERE put_at <= ${now} - ${idleMs} AND NOT EXISTS (SELECT 1 FROM source WHERE source.hash = blob.hash)
    AND hash NOT IN (
      SELECT substr(document.id, -size) FROM document, (SELECT DISTINCT length(hash) AS size FROM blob) WHERE kind = 'source'
    )`,
  )
  return () => {
    expired.run()
    idle.run()
  }
}
