import type { Hold } from './ledger.ts'

/** Holds in the order of their accounts, in which every store looks at them. What is no amount, or named twice, is a mistake of the caller. */
export function soundHolds(holds: readonly Hold[]): readonly Hold[] {
  const wrong = holds.find(({ cap, grant }) => ![cap ?? 0, grant].every((nano) => Number.isSafeInteger(nano) && nano >= 0))
  if (wrong) throw new RangeError(`Account ${wrong.account} cannot hold ${wrong.grant} of ${wrong.cap}: whole nano-dollars, please.`)
  const sorted = holds.toSorted((a, b) => (a.account < b.account ? -1 : 1))
  const twice = sorted.find(({ account }, index) => account === sorted[index + 1]?.account)
  if (twice) throw new RangeError(`Account ${twice.account} is named twice.`)
  return sorted
}
