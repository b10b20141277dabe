import type { DatabaseSync } from 'node:sqlite'
import type { Append, Entry } from '@quorum/debate'
import type { Answers } from '../answers.ts'
import { effect } from './effect.ts'
import { ofDebate } from './holds.ts'
import type { Parts } from './parts.ts'
import { now } from './schema.ts'

/** The log itself: its one fenced way in, and reading. */
export function logIn(db: DatabaseSync, { session, writeEntries, search, holds }: Parts): Pick<Answers, 'append' | 'read' | 'heads'> {
  const advance = db.prepare(`
    UPDATE debate SET head = head + ?, status = coalesce(?, status), spend_nano = coalesce(?, spend_nano), title = coalesce(?, title),
    unpriced = coalesce(?, unpriced), simulated = simulated OR ?
    WHERE id = ? AND epoch = ? AND head = ? AND owner = ? AND ended_at IS NULL RETURNING key, spend_nano`)
  const end = effect(db, `UPDATE debate SET ended_at = ${now}, owner = NULL WHERE key = ?`)
  const dismiss = effect(db, 'UPDATE command SET waiting = 0 WHERE debate = ? AND waiting = 1')
  const apply = effect(db, 'UPDATE command SET waiting = 0 WHERE debate = ? AND id = ?')
  const placed = db.prepare(`
    SELECT entry.id FROM entry JOIN debate ON debate.key = entry.debate WHERE debate.id = ? AND seq > ? ORDER BY seq LIMIT ?`)
  const read = db.prepare(`
    SELECT id, seq, type, text FROM entry WHERE debate = (SELECT key FROM debate WHERE id = ?) AND seq > ? ORDER BY seq LIMIT ?`)
  const heads = db.prepare('SELECT id, head FROM debate WHERE id IN (SELECT value FROM json_each(?))')

  /** A commit whose answer was lost comes again with the same ids at the same places. */
  function repeats({ debateId, head, entries }: Append): boolean {
    const ids = placed.all(debateId, head, entries.length)
    return entries.length > 0 && entries.every(({ id }, index) => ids[index]?.id === id)
  }

  return {
    append(append) {
      const { debateId, epoch, head, entries, applied = [], catalogue = {}, ends } = append
      const { status = null, spendNano = null, title = null, unpriced, simulated = false, searchText } = catalogue
      const flags = [unpriced === undefined ? null : Number(unpriced), Number(simulated)]
      const row = advance.get(entries.length, status, spendNano, title, ...flags, debateId, epoch, head, session.id())
      if (row === undefined) return repeats(append) ? 'written' : 'fenced'
      const key = Number(row.key)
      writeEntries(key, entries)
      for (const id of applied) apply.run(key, id)
      if (title !== null) search.retitle(key, title)
      if (searchText) search.add(key, searchText)
      if (ends) {
        end.run(key)
        dismiss.run(key)
        holds.settle(ofDebate(debateId), Number(row.spend_nano))
      }
      return 'written'
    },
    read: (debateId, after, limit) => read.all(debateId, after, limit) as Entry[],
    heads: (ids) => new Map((heads.all(JSON.stringify(ids)) as { id: string; head: number }[]).map(({ id, head }) => [id, head])),
  }
}
