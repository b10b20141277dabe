import type { Hold } from './ledger.ts'

/** An amount of money, in whole nano-dollars. What is none is a mistake of the caller. */
export function soundNano(nano: number): number {
  if (Number.isSafeInteger(nano) && nano >= 0) return nano
  throw new RangeError(`${nano} is no amount: whole nano-dollars, please.`)
}

/** Holds in the order of their accounts, in which every store looks at them. None is named twice. */
export function soundHolds(holds: readonly Hold[]): readonly Hold[] {
  for (const { cap, grant } of holds) [cap ?? 0, grant].forEach(soundNano)
  const sorted = holds.toSorted((a, b) => (a.account < b.account ? -1 : 1))
  const twice = sorted.find(({ account }, index) => account === sorted[index + 1]?.account)
  if (twice) throw new RangeError(`Account ${twice.account} is named twice.`)
  return sorted
}
