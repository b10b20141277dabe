import type { DatabaseSync } from 'node:sqlite'
import type { Entry } from '@quorum/debate'
import { sourceHashes } from '../source-hashes.ts'
import { effect } from './effect.ts'

/** Writes entries of the debate with this key, and which sources they speak of. */
export type EntryWriter = (debate: number, entries: readonly Entry[]) => void

export function entryWriter(db: DatabaseSync): EntryWriter {
  const insert = effect(db, 'INSERT INTO entry (debate, seq, id, type, text) VALUES (?, ?, ?, ?, ?)')
  const refer = effect(db, 'INSERT OR IGNORE INTO source (debate, hash) VALUES (?, ?)')
  return (debate, entries) => {
    for (const entry of entries) {
      insert.run(debate, entry.seq, entry.id, entry.type, entry.text)
      for (const hash of sourceHashes(entry)) refer.run(debate, hash)
    }
  }
}
