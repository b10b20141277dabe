import type { DatabaseSync } from 'node:sqlite'
import type { Answers } from '../answers.ts'
import { effect } from './effect.ts'

/** Sources by the hash of their bytes. */
export function blobsIn(db: DatabaseSync): Pick<Answers, 'putBlob' | 'getBlob'> {
  const put = effect(db, 'INSERT OR IGNORE INTO blob (hash, bytes) VALUES (?, ?)')
  const get = db.prepare('SELECT bytes FROM blob WHERE hash = ?')
  return {
    putBlob(hash, bytes) {
      put.run(hash, bytes)
    },
    getBlob: (hash) => (get.get(hash) as { bytes: Uint8Array } | undefined)?.bytes ?? null,
  }
}
