import type { Caller } from '@quorum/quorum'
import type { Ledger } from '@quorum/store'

/** US dollars that a caller's accounts still have room for; null where nothing limits them. */
export async function roomOn({ accounts = [] }: Caller, ledger: Ledger): Promise<number | null> {
  const caps = new Map(accounts.flatMap(({ account, cap }) => (cap === null ? [] : [[account, cap]])))
  if (caps.size === 0) return null
  const used = new Map((await ledger.accounts({ ids: [...caps.keys()] })).map(({ id, spent, held }) => [id, spent + held]))
  const left = [...caps].map(([account, cap]) => cap - (used.get(account) ?? 0))
  return Math.max(0, Math.min(...left)) / 1e9
}
