import type { DatabaseSync } from 'node:sqlite'
import type { Entry } from '@quorum/debate'
import { sourceHashes } from '../source-hashes.ts'

/** Writes entries of the debate with this key, and which sources they speak of. */
export type EntryWriter = (debate: number, entries: readonly Entry[]) => void

export function entryWriter(db: DatabaseSync): EntryWriter {
  const insert = db.prepare('INSERT INTO entry (debate, seq, id, type, text) VALUES (?, ?, ?, ?, ?)')
  const refer = db.prepare('INSERT OR IGNORE INTO source (debate, hash) VALUES (?, ?)')
  return (debate, entries) => {
    for (const entry of entries) {
      insert.run(debate, entry.seq, entry.id, entry.type, entry.text)
      for (const hash of sourceHashes(entry)) refer.run(debate, hash)
    }
  }
}
