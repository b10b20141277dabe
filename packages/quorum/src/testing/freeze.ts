import type { ChildProcess } from 'node:child_process'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

/** Freezes a process while it does not write the database at `path`: frozen within a write, it would keep everybody else from writing. */
export async function freeze(child: ChildProcess, path: string): Promise<void> {
  const db = new DatabaseSync(path, { timeout: 0 })
  try {
    for (;;) {
      child.kill('SIGSTOP')
      await sleep(5)
      if (isFree(db)) return
      child.kill('SIGCONT')
      await sleep(5)
    }
  } finally {
    db.close()
  }
}

function isFree(db: DatabaseSync): boolean {
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return false
    throw error
  }
}
