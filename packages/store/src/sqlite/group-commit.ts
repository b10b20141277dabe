import type { DatabaseSync } from 'node:sqlite'
import type { StoreError } from '../store.ts'
import type { Ballast } from './ballast.ts'
import { effect } from './effect.ts'
import { isBusy, isFinal, isFull, isOfDisk, storeError } from './failure.ts'

export type Result = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: StoreError }

/** Runs what queued up as one transaction. `busy`: another process is writing, nothing happened, try again. */
export type GroupCommit = (writes: readonly (() => unknown)[]) => readonly Result[] | 'busy'

/**
 * A write that throws is undone alone and the others are kept; a disk that fails undoes and refuses all of them, after another try with
 * the room of the ballast if it is full. After a failed sync or damage to the file nothing is written any more: what the kernel dropped
 * cannot be known, and only opening the file anew recovers it.
 */
export function groupCommit(db: DatabaseSync, path: string, ballast: Ballast): GroupCommit {
  const begin = effect(db, 'BEGIN IMMEDIATE')
  const commit = effect(db, 'COMMIT')
  const mark = effect(db, 'SAVEPOINT one')
  const keep = effect(db, 'RELEASE one')
  let broken: StoreError | null = null

  function single(write: () => unknown): Result {
    mark.run()
    try {
      const value = write()
      keep.run()
      return { ok: true, value }
    } catch (error) {
      if (isOfDisk(error)) throw error
      db.exec('ROLLBACK TO one; RELEASE one')
      return { ok: false, error: storeError(error, path) }
    }
  }

  function together(writes: readonly (() => unknown)[]): readonly Result[] | 'busy' {
    const refuse = (error: StoreError) => writes.map((): Result => ({ ok: false, error }))
    if (broken) return refuse(broken)
    try {
      begin.run()
      const results = writes.map(single)
      commit.run()
      return results
    } catch (error) {
      // SQLite has rolled back by itself after the graver ones.
      if (db.isTransaction) db.exec('ROLLBACK')
      if (isBusy(error)) return 'busy'
      if (isFull(error) && ballast.free()) return together(writes)
      const failure = storeError(error, path)
      if (isFinal(error)) broken = failure
      return refuse(failure)
    }
  }
  return together
}
