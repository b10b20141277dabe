import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { hostname, uptime } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../store.ts'
import { effect } from './effect.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Lease } from './lease.ts'
import { makeFolder } from './make-folder.ts'
import { now } from './schema.ts'
import { holdLock, type SessionLock, stateOfLock } from './session-lock.ts'

/** This process among those that own debates of the file. It is made when first needed, so that who only reads writes nothing. */
export type Session = {
  /** `null` before it joined and after it was lost. */
  id(): string | null
  /** Puts it on record, in a transaction of its own. */
  join(commit: GroupCommit): 'joined' | 'busy' | StoreError
  /** Within a transaction: the id to own with. Throws once others took the session off the record, before any renewal noticed. */
  owner(): string
  /** Within a transaction: keeps the lease if `fresh`, and says whether the session is still on record. */
  renew(fresh: boolean): boolean
  /** Another process declared it dead: it owns nothing and never will again. */
  lose(): void
  /** Whether that session may own debates now. */
  lives(id: string): boolean
  living(): readonly string[]
  /** The other processes on record, in words for people. */
  others(): string
  /** Within a transaction: takes a dead session off the record and frees its debates. */
  bury(id: string): void
  /** Within a transaction: gives back all that it owns and goes off the record. */
  leave(): void
  /** Frees its lock. `left`: `leave` is committed; otherwise the lock file stays, to show others that its owner is gone. */
  unlock(left: boolean): void
}

/** `folder` holds the lock files of the sessions of one database. */
export function sessionIn(db: DatabaseSync, folder: string, { ttlMs, renewMs, graceMs }: Lease): Session {
  const known = db.prepare('SELECT id FROM session')
  const present = db.prepare('SELECT 1 FROM session WHERE id = ?')
  const rest = db.prepare("SELECT 'process ' || pid || ' on ' || host AS who FROM session WHERE id <> ?")
  const expiry = db.prepare(`SELECT expires_at, expires_at + ? < ${now} AS late FROM session WHERE id = ?`)
  const insert = effect(
    db,
    `INSERT INTO session (id, host, booted_at, pid, started_at, expires_at) VALUES (?, ?, ?, ?, ${now}, ${now} + ?)`,
  )
  const extend = effect(db, `UPDATE session SET expires_at = iif(?, ${now} + ?, expires_at) WHERE id = ?`)
  const remove = effect(db, 'DELETE FROM session WHERE id = ?')
  const free = effect(db, 'UPDATE debate SET owner = NULL, orphaned = ? WHERE owner = ?')

  const own = randomUUID()
  const doubted = new Map<string, { readonly expires: number; readonly since: number }>()
  let state: 'apart' | 'joined' | 'lost' = 'apart'
  let lock: SessionLock | null = null

  const file = (id: string) => join(folder, `${id}.lock`)
  const ids = () => (known.all() as { id: string }[]).map(({ id }) => id)
  const isOwn = (id: string) => id === own && state === 'joined'

  function lives(id: string): boolean {
    if (isOwn(id)) return true
    const row = expiry.get(graceMs, id)
    if (!row || stateOfLock(file(id)) === 'free') return false
    return row.late === 0 || mayStillRenew(id, Number(row.expires_at))
  }

  /** A clock that jumped or a machine that slept makes all sessions late; those that live show it by their next renewals. */
  function mayStillRenew(id: string, expires: number): boolean {
    const doubt = doubted.get(id)
    if (doubt?.expires === expires) return performance.now() - doubt.since < 2 * renewMs
    doubted.set(id, { expires, since: performance.now() })
    return true
  }

  function bury(id: string): void {
    free.run(1, id)
    remove.run(id)
    doubted.delete(id)
  }

  /** The write lock is held, so no other session is between making its lock file and its record. */
  function enlist(): void {
    makeFolder(folder)
    const recorded = ids()
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (!recorded.some((id) => path === file(id)) && stateOfLock(path) === 'free') rmSync(path, { force: true })
    }
    for (const id of recorded) if (!lives(id)) bury(id)
    lock ??= holdLock(file(own))
    insert.run(own, hostname(), Math.round(Date.now() - uptime() * 1000), process.pid, ttlMs)
  }

  function unlock(left: boolean): void {
    lock?.free()
    if (lock && left) rmSync(file(own), { force: true })
    lock = null
  }

  return {
    id: () => (state === 'joined' ? own : null),
    join(commit) {
      if (state === 'joined') return 'joined'
      if (state === 'lost') return gone()
      const done = commit([enlist])
      if (done === 'busy') return 'busy'
      const [result] = done
      if (result && !result.ok) return result.error
      state = 'joined'
      return state
    },
    owner() {
      if (!present.get(own)) throw gone()
      return own
    },
    renew: (fresh) => extend.run(fresh ? 1 : 0, ttlMs, own).changes === 1n,
    lose() {
      state = 'lost'
      unlock(true)
    },
    lives,
    living: () => ids().filter(lives),
    others: () => (rest.all(own) as { who: string }[]).map(({ who }) => who).join(', ') || 'none on record',
    bury,
    leave() {
      free.run(0, own)
      remove.run(own)
    },
    unlock,
  }
}

const gone = () => new StoreError('failed', 'Another session declared this one dead. Open the store again to own debates.')
