import type { DatabaseSync } from 'node:sqlite'
import type { Answers } from '../answers.ts'
import { effect } from './effect.ts'
import type { EntryWriter } from './entry-writer.ts'
import { now } from './schema.ts'
import type { Search } from './search.ts'
import type { Session } from './session.ts'

type Found = { key: number; owner: string | null; orphaned: number; head: number; secret: string; ended_at: number | null }

/** Who owns a debate: opening, claiming and giving back. All within a transaction, the session on record. */
export function ownershipIn(
  db: DatabaseSync,
  session: Session,
  writeEntries: EntryWriter,
  search: Search,
): Pick<Answers, 'open' | 'claim' | 'release'> {
  const insert = db.prepare(`
    INSERT INTO debate (id, tenant, principal, secret, title, tags, protocol, runner, simulated, parent, head, owner, status, epoch, created_at)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'running', 1, ${now} WHERE NOT EXISTS (SELECT 1 FROM tombstone WHERE id = ?1)
    ON CONFLICT (id) DO NOTHING RETURNING key`)
  const find = db.prepare('SELECT key, owner, orphaned, head, secret, ended_at FROM debate WHERE id = ?')
  const tombstone = db.prepare('SELECT 1 FROM tombstone WHERE id = ?')
  const take = db.prepare('UPDATE debate SET owner = ?, orphaned = 0, epoch = epoch + 1 WHERE key = ? RETURNING epoch')
  const giveBack = effect(db, 'UPDATE debate SET owner = NULL WHERE id = ? AND epoch = ? AND owner = ?')

  return {
    open(debate) {
      const { id, tenant, principal, secret, title, tags, protocol, runner, simulated, parent = null, entries, searchText } = debate
      const facts = [id, tenant, principal, secret, title, JSON.stringify(tags), protocol, runner, simulated ? 1 : 0, parent]
      const key = insert.get(...facts, entries.length, session.owner())?.key
      if (key === undefined) return 'exists'
      writeEntries(Number(key), entries)
      search.retitle(Number(key), title)
      if (searchText) search.add(Number(key), searchText)
      return { debateId: id, epoch: 1, head: entries.length, secret, tookOver: false }
    },
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
  }
}
