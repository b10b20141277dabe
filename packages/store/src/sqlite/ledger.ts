import type { DatabaseSync } from 'node:sqlite'
import type { AnswersOf } from '../answers.ts'
import type { Account } from '../ledger.ts'
import { ofCall } from './holds.ts'
import type { Parts } from './parts.ts'

/** Holds of calls, and what accounts come to; the holds of debates are opened and closed with them. */
export function ledgerIn(db: DatabaseSync, { session, holds }: Parts): AnswersOf<'ledger'> {
  const named = db.prepare('SELECT id, cap, spent, held FROM account WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id')
  const below = db.prepare('SELECT id, cap, spent, held FROM account WHERE id >= ?1 AND id < ?1 || char(0x10ffff) ORDER BY id')
  return {
    'ledger.hold'(callId, wanted) {
      if (holds.has(ofCall(callId))) return 'held'
      return holds.grant(ofCall(callId), wanted, session.owner()) ?? 'held'
    },
    'ledger.settle': (callId, nano) => holds.settle(ofCall(callId), nano),
    'ledger.accounts': (which) => ('ids' in which ? named.all(JSON.stringify(which.ids)) : below.all(which.prefix)) as Account[],
  }
}
