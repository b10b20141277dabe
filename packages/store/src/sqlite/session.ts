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
import { holdFresh, noLease, type Pulse } from './pulse.ts'
import { now } from './schema.ts'
import { holdLock, type SessionLock, stateOfLock } from './session-lock.ts'

/**
 * This process among those that own debates of the file. It is made when first needed, so that who only reads writes nothing, and anew after
 * it was lost.
 */
export type Session = {
  /** `null` before it joined and after it was lost. */
  id(): string | null
  /** Puts it on record, in a transaction of its own, unless it is. */
  join(commit: GroupCommit): 'joined' | 'busy' | StoreError
  /** Within a transaction: the id to own with. Throws where others took the session off the record since it joined. */
  owner(): string
  /** Within a transaction: keeps the lease if the main loop is `turning`. When it runs out, in ms since 1970; null off the record. */
  renew(turning: boolean): number | null
  /** Another process declared it dead: what it owned is others', and the next to own is another session. */
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

export type SessionPorts = {
  /** Where the lock files of the sessions of one database are. */
  readonly folder: string
  readonly lease: Lease
  readonly pulse: Pulse
  /** Within a transaction: what a session leaves behind. */
  forfeit(id: string): void
  /** Within a transaction: what is done for all by whoever joins. */
  tidy(): void
  /** Told when it was lost. */
  lost(): void
}

export function sessionIn(
  db: DatabaseSync,
  { folder, lease: { ttlMs, renewMs, graceMs }, pulse, forfeit, tidy, lost }: SessionPorts,
): Session {
  const known = db.prepare('SELECT id FROM session')
  const present = db.prepare('SELECT 1 FROM session WHERE id = ?')
  const rest = db.prepare("SELECT 'process ' || pid || ' on ' || host AS who FROM session WHERE id <> ?")
  const expiry = db.prepare(`SELECT expires_at, expires_at + ? < ${now} AS late FROM session WHERE id = ?`)
  const insert = effect(db, `INSERT INTO session (id, host, booted_at, pid, started_at, expires_at) VALUES (?, ?, ?, ?, ${now}, 0)`)
  const extend = db.prepare(`UPDATE session SET expires_at = iif(?, ${now} + ?, expires_at) WHERE id = ? RETURNING expires_at`)
  const remove = effect(db, 'DELETE FROM session WHERE id = ?')
  const free = effect(db, 'UPDATE debate SET owner = NULL, orphaned = ? WHERE owner = ?')

  let own = randomUUID()
  const doubted = new Map<string, { readonly expires: number; readonly since: number }>()
  let joined = false
  let lock: SessionLock | null = null

  const file = (id: string) => join(folder, `${id}.lock`)
  const ids = () => (known.all() as { id: string }[]).map(({ id }) => id)
  const isOwn = (id: string) => id === own && joined

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
    forfeit(id)
    remove.run(id)
    doubted.delete(id)
  }

  /** The write lock is held, so no other session is between making its lock file and its record. */
  function enlist(): number | null {
    makeFolder(folder)
    const recorded = ids()
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (!recorded.some((id) => path === file(id)) && stateOfLock(path) === 'free') rmSync(path, { force: true })
    }
    for (const id of recorded) if (!lives(id)) bury(id)
    lock ??= holdLock(file(own))
    insert.run(own, hostname(), Math.round(Date.now() - uptime() * 1000), process.pid)
    tidy()
    return renew(true)
  }

  function renew(turning: boolean): number | null {
    const row = extend.get(turning ? 1 : 0, ttlMs, own)
    return row ? Number(row.expires_at) : null
  }

  function lose(): void {
    joined = false
    noLease(pulse)
    unlock(true)
    own = randomUUID()
    lost()
  }

  function unlock(left: boolean): void {
    lock?.free()
    if (lock && left) rmSync(file(own), { force: true })
    lock = null
  }

  return {
    id: () => (joined ? own : null),
    join(commit) {
      if (joined && !present.get(own)) lose()
      if (joined) return 'joined'
      const askedAt = process.hrtime.bigint()
      const done = commit([enlist])
      if (done === 'busy') return 'busy'
      const [result] = done
      if (!result?.ok) return result?.error ?? gone()
      joined = true
      holdFresh(pulse, askedAt, Number(result.value))
      return 'joined'
    },
    owner() {
      if (!present.get(own)) throw gone()
      return own
    },
    renew,
    lose,
    lives,
    living: () => ids().filter(lives),
    others: () => (rest.all(own) as { who: string }[]).map(({ who }) => who).join(', ') || 'none on record',
    bury,
    leave() {
      free.run(0, own)
      forfeit(own)
      remove.run(own)
    },
    unlock,
  }
}

const gone = () => new StoreError('failed', 'Another session has just declared this one dead. Try again.')
