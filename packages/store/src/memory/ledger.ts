import type { AnswersOf } from '../answers.ts'
import type { Account, Hold, Over } from '../ledger.ts'
import type { MemoryDisk, MemoryOwner, MemorySession } from './memory-disk.ts'

/** Holds of calls; those of debates are opened and closed with them. */
export function ledgerIn(disk: MemoryDisk, owner: MemoryOwner): AnswersOf<'ledger'> {
  const { accounts, holds } = disk
  return {
    'ledger.hold'(callId, wanted) {
      if (holds.has(ofCall(callId))) return 'held'
      return grant(disk, ofCall(callId), wanted, owner.present()) ?? 'held'
    },
    'ledger.settle': (callId, nano) => settle(disk, ofCall(callId), nano),
    'ledger.accounts': (which) =>
      [...accounts.values()]
        .filter(({ id }) => ('ids' in which ? which.ids.includes(id) : id.startsWith(which.prefix)))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

/** Whose hold it is: a call and a debate may have the same id. */
export const ofDebate = (debateId: string): string => `debate ${debateId}`
const ofCall = (callId: string) => `call ${callId}`

/** Holds on all the accounts, or says which has no room. A session's holds end with it. */
export function grant(
  { accounts, holds }: MemoryDisk,
  holder: string,
  wanted: readonly Hold[],
  session: MemorySession | null,
): Over | null {
  const accountOf = (id: string): Account => accounts.get(id) ?? { id, cap: null, spent: 0, held: 0 }
  const over = wanted.find(({ account, cap, grant: more }) => {
    const { spent, held } = accountOf(account)
    return cap !== null && spent + held + more > cap
  })
  if (over) return { over: over.account }
  const { grants } = holds.get(holder) ?? { grants: new Map<string, number>() }
  for (const { account, cap, grant: more } of wanted) {
    const { held, ...rest } = accountOf(account)
    accounts.set(account, { ...rest, cap, held: held + more })
    grants.set(account, (grants.get(account) ?? 0) + more)
  }
  if (grants.size > 0) holds.set(holder, { session, grants })
  return null
}

/** Closes what is held, at what was spent; all of it where nobody can know. False where nothing was held. */
export function settle({ accounts, holds }: MemoryDisk, holder: string, nano: number | null): boolean {
  const hold = holds.get(holder)
  for (const [id, granted] of hold?.grants ?? []) {
    const account = accounts.get(id)
    if (!account) continue
    const paid = nano === null || (account.cap !== null && granted < nano) ? granted : nano
    accounts.set(id, { ...account, held: account.held - granted, spent: account.spent + paid })
  }
  return holds.delete(holder)
}

/** Calls of a session that is gone may have cost all that was held for them. */
export function forfeit(disk: MemoryDisk, session: MemorySession): void {
  for (const [holder, hold] of disk.holds) if (hold.session === session) settle(disk, holder, null)
}
