import type { DatabaseSync } from 'node:sqlite'
import type { Answers } from '../answers.ts'
import type { NewDebate } from '../store.ts'
import { blobsIn } from './blobs.ts'
import { effect } from './effect.ts'
import { noRoom } from './failure.ts'
import { ofDebate } from './holds.ts'
import type { Parts } from './parts.ts'
import { now } from './schema.ts'

type Found = { key: number; owner: string | null; orphaned: number; head: number; secret: string; ended_at: number | null }

/** Who owns a debate: opening, claiming and giving back. All that write within a transaction, the session on record. */
export function ownershipIn(db: DatabaseSync, parts: Parts): Pick<Answers, 'open' | 'claim' | 'release' | 'orphans' | 'secret'> {
  const { session } = parts
  const find = db.prepare('SELECT key, owner, orphaned, head, secret, ended_at FROM debate WHERE id = ?')
  const tombstone = db.prepare('SELECT 1 FROM tombstone WHERE id = ?')
  const take = db.prepare(`
    UPDATE debate SET owner = ?, orphaned = 0, epoch = epoch + 1, status = iif(status = 'queued', 'running', status)
    WHERE key = ? RETURNING epoch`)
  const giveBack = effect(db, 'UPDATE debate SET owner = NULL WHERE id = ? AND epoch = ? AND owner = ?')
  const orphans = db.prepare(`
    SELECT id FROM debate INDEXED BY debate_served WHERE runner = 'server' AND ended_at IS NULL
    AND (owner IS NULL OR owner NOT IN (SELECT value FROM json_each(?)))
    AND (status <> 'paused' OR EXISTS (SELECT 1 FROM command WHERE command.debate = debate.key AND waiting = 1)) ORDER BY key LIMIT ?`)

  return {
    open: opening(db, parts),
    claim(debateId) {
      const found = find.get(debateId) as Found | undefined
      if (!found) return tombstone.get(debateId) ? 'deleted' : 'unknown'
      if (found.ended_at !== null) return 'ended'
      const dead = found.owner !== null && !session.lives(found.owner)
      if (found.owner !== null && !dead) return 'owned'
      if (found.owner !== null) session.bury(found.owner)
      const epoch = Number(take.get(session.owner(), found.key)?.epoch)
      return { debateId, epoch, head: found.head, secret: found.secret, tookOver: dead || found.orphaned === 1 }
    },
    release(debateId, epoch) {
      giveBack.run(debateId, epoch, session.id())
    },
    secret: (debateId) => (find.get(debateId) as Found | undefined)?.secret ?? null,
    orphans: (limit) => (orphans.all(JSON.stringify(session.living()), limit) as { id: string }[]).map(({ id }) => id),
  }
}

function opening(db: DatabaseSync, parts: Parts): Answers['open'] {
  const { session, writeEntries, search, holds, ballast } = parts
  const { putBlob } = blobsIn(db, parts)
  const taken = db.prepare('SELECT 1 FROM debate WHERE id = ?1 UNION ALL SELECT 1 FROM tombstone WHERE id = ?1')
  const insert = db.prepare(`
    INSERT INTO debate (id, tenant, principal, secret, title, tags, protocol, runner, simulated, parent, head, owner, status, epoch, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${now}) RETURNING key`)

  const factsOf = ({ id, tenant, principal, secret, title, tags, protocol, runner, simulated, parent, entries }: NewDebate) =>
    [
      id,
      tenant,
      principal,
      secret,
      title,
      JSON.stringify(tags),
      protocol,
      runner,
      simulated ? 1 : 0,
      parent ?? null,
      entries.length,
    ] as const

  return (debate) => {
    const { id, secret, title, entries, searchText, queued } = debate
    if (taken.get(id)) return 'exists'
    if (!ballast.ready()) throw noRoom()
    const over = holds.grant(ofDebate(id), debate.holds ?? [])
    if (over) return over
    const begun = queued ? ([null, 'queued', 0] as const) : ([session.owner(), 'running', 1] as const)
    const key = Number(insert.get(...factsOf(debate), ...begun)?.key)
    for (const [hash, bytes] of debate.blobs ?? []) putBlob(hash, bytes)
    writeEntries(key, entries)
    search.retitle(key, title)
    if (searchText) search.add(key, searchText)
    return queued ? 'queued' : { debateId: id, epoch: 1, head: entries.length, secret, tookOver: false }
  }
}
