import type { DatabaseSync } from 'node:sqlite'
import type { Hold, Over } from '../ledger.ts'
import { effect } from './effect.ts'

/** Money set aside on accounts. All within a transaction. */
export type Holds = {
  has(holder: string): boolean
  /** Holds on all the accounts, or says which has no room. A session's holds end with it. */
  grant(holder: string, holds: readonly Hold[], session?: string): Over | null
  /** Closes what is held, at what was spent. False where nothing was held. */
  settle(holder: string, nano: number): boolean
  /** Calls of a session that is gone may have cost all that was held for them. */
  forfeit(session: string): void
}

/** Whose hold it is: a call and a debate may have the same id. */
export const ofDebate = (debateId: string): string => `debate ${debateId}`
export const ofCall = (callId: string): string => `call ${callId}`

export function holdsIn(db: DatabaseSync): Holds {
  const held = db.prepare('SELECT 1 FROM hold WHERE holder = ? LIMIT 1')
  const over = db.prepare('SELECT coalesce((SELECT spent + held FROM account WHERE id = ?), 0) + ? > ? AS is_over')
  const reserve = effect(
    db,
    'INSERT INTO account (id, cap, held) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET cap = ?2, held = held + ?3',
  )
  const insert = effect(
    db,
    'INSERT INTO hold (holder, account, amount, session) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount',
  )
  const spend = effect(
    db,
    `
    UPDATE account SET held = held - amount, spent = spent + iif(cap IS NULL, ?1, min(amount, ?1))
    FROM hold WHERE hold.account = account.id AND hold.holder = ?2`,
  )
  const close = effect(db, 'DELETE FROM hold WHERE holder = ?')
  const lose = effect(
    db,
    `
    UPDATE account SET held = held - amount, spent = spent + amount
    FROM (SELECT account, sum(amount) AS amount FROM hold WHERE session = ? GROUP BY account) AS lost WHERE lost.account = account.id`,
  )
  const forget = effect(db, 'DELETE FROM hold WHERE session = ?')

  return {
    has: (holder) => held.get(holder) !== undefined,
    grant(holder, holds, session) {
      const full = holds.find(({ account, cap, grant }) => over.get(account, grant, cap)?.is_over === 1)
      if (full) return { over: full.account }
      for (const { account, cap, grant } of holds) {
        reserve.run(account, cap, grant)
        insert.run(holder, account, grant, session ?? null)
      }
      return null
    },
    settle(holder, nano) {
      spend.run(nano, holder)
      return close.run(holder).changes > 0n
    },
    forfeit(session) {
      lose.run(session)
      forget.run(session)
    },
  }
}
