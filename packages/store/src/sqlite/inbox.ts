import type { DatabaseSync } from 'node:sqlite'
import type { Command } from '@quorum/debate'
import type { Answers } from '../answers.ts'
import { effect } from './effect.ts'
import { ofDebate } from './holds.ts'
import type { Parts } from './parts.ts'

type Waiting = { debateId: string; text: string }

/** Commands on their way to the owner of a debate. Applied ones stay on record, so that a repeated one is known. */
export function inboxIn(db: DatabaseSync, { session, holds }: Parts): Pick<Answers, 'send' | 'inbox'> {
  const find = db.prepare('SELECT key, ended_at FROM debate WHERE id = ?')
  const tombstone = db.prepare('SELECT 1 FROM tombstone WHERE id = ?')
  const sent = db.prepare('SELECT 1 FROM command WHERE debate = ? AND id = ?')
  const insert = effect(db, 'INSERT INTO command (debate, id, text) VALUES (?, ?, ?)')
  // Polled often, and mostly in vain: it starts from the few commands that wait, not from the many debates that are owned.
  const waiting = db.prepare(`
    SELECT debate.id AS debateId, command.text FROM command INDEXED BY command_waiting CROSS JOIN debate ON debate.key = command.debate
    WHERE command.waiting = 1 AND debate.owner = ? ORDER BY command.key`)

  return {
    send(debateId, command, wanted = []) {
      const debate = find.get(debateId) as { key: number; ended_at: number | null } | undefined
      if (!debate) return tombstone.get(debateId) ? 'deleted' : 'unknown'
      if (sent.get(debate.key, command.id)) return 'accepted'
      if (debate.ended_at !== null) return 'ended'
      const over = holds.grant(ofDebate(debateId), wanted)
      if (over) return over
      insert.run(debate.key, command.id, JSON.stringify(command))
      return 'accepted'
    },
    inbox: () => (waiting.all(session.id()) as Waiting[]).map(({ debateId, text }) => ({ debateId, command: JSON.parse(text) as Command })),
  }
}
