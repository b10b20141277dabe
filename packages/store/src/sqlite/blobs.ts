import type { DatabaseSync } from 'node:sqlite'
import type { Answers } from '../answers.ts'
import { effect } from './effect.ts'
import { noRoom } from './failure.ts'
import type { Parts } from './parts.ts'
import { now } from './schema.ts'

/** Sources by the hash of their bytes. */
export function blobsIn(db: DatabaseSync, { ballast }: Parts): Pick<Answers, 'putBlob' | 'getBlob'> {
  const put = effect(
    db,
    `INSERT INTO blob (hash, bytes, put_at) VALUES (?, ?, ${now}) ON CONFLICT (hash) DO UPDATE SET put_at = excluded.put_at`,
  )
  const get = db.prepare('SELECT bytes FROM blob WHERE hash = ?')
  return {
    putBlob(hash, bytes) {
      if (!ballast.ready()) throw noRoom()
      put.run(hash, bytes)
    },
    getBlob: (hash) => (get.get(hash) as { bytes: Uint8Array } | undefined)?.bytes ?? null,
  }
}
