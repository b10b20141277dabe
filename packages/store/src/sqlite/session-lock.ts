import { DatabaseSync } from 'node:sqlite'
import { isBusy } from './failure.ts'

/** A lock that the operating system frees when its process dies, however it dies. */
export type SessionLock = { free(): void }

/**
 * Takes a lock on a small file of its own. It is SQLite's file lock, so it needs no native code and holds on every platform; nothing is
 * ever written into the file. Never open the file otherwise in a process that holds the lock: on POSIX, closing it would free the lock.
 */
export function holdLock(path: string): SessionLock {
  const db = new DatabaseSync(path, { timeout: 0 })
  // No journal: it would be a second file, and left behind by a kill.
  db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  return { free: () => db.close() }
}

/** `unknown`: it cannot be opened, most likely because the file is gone. Asking disturbs neither the owner nor others who ask. */
export function stateOfLock(path: string): 'held' | 'free' | 'unknown' {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(path, { timeout: 0, readOnly: true })
    db.prepare('SELECT 1 FROM sqlite_schema').get()
    return 'free'
  } catch (error) {
    return isBusy(error) ? 'held' : 'unknown'
  } finally {
    db?.close()
  }
}
