/** Sums of weights differ in the last bits with the order of adding; what is closer than this is equal. */
const noise = 1e-9

/** The items with the highest score, in the order given. */
export function leaders<T>(items: readonly T[], score: (item: T) => number): T[] {
  const scores = items.map(score)
  const best = Math.max(...scores)
  return items.filter((_, index) => (scores[index] ?? 0) >= best - noise * Math.max(1, Math.abs(best)))
}

/** All items as tiers of equal score, the highest first. */
export function tiers<T>(items: readonly T[], score: (item: T) => number): T[][] {
  const ranked: T[][] = []
  for (let rest = new Set(items); rest.size > 0; ) {
    const tier = leaders([...rest], score)
    ranked.push(tier)
    rest = rest.difference(new Set(tier))
  }
  return ranked
}
