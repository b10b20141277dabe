import type { Store } from '@quorum/store'
import type { Account } from './caller.ts'

/** How much of what is left a debate gets that names no budget: several can be held at once, and none takes all. */
const part = 4

/**
 * The budget of a debate whose request names none, in whole nano-dollars: a quarter of what the tightest of its accounts has left. Null
 * where no account has a cap.
 */
export async function allowance(accounts: readonly Account[], { ledger }: Store): Promise<number | null> {
  const capped = accounts.flatMap(({ account, cap }) => (cap === null ? [] : [{ account, cap }]))
  if (capped.length === 0) return null
  const known = new Map((await ledger.accounts({ ids: capped.map(({ account }) => account) })).map((one) => [one.id, one]))
  const left = capped.map(({ account, cap }) => cap - (known.get(account)?.spent ?? 0) - (known.get(account)?.held ?? 0))
  return Math.floor(Math.max(0, Math.min(...left)) / part)
}
