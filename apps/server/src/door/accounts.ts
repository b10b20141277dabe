import type { Caller } from '@quorum/quorum'
import type { KeyRecord } from './keys.ts'

/** The account of all that a key ever spends. */
export const accountOf = (keyId: string): string => `key:${keyId}`

/** What the debates of a key are paid from; its day is that of UTC. `now` in milliseconds since 1970. */
export function accountsOf({ id, budgetNano, dailyNano }: KeyRecord, now: number): NonNullable<Caller['accounts']> {
  const all = { account: accountOf(id), cap: budgetNano }
  if (dailyNano === null) return [all]
  return [all, { account: `day:${new Date(now).toISOString().slice(0, 10)}:${accountOf(id)}`, cap: dailyNano }]
}
