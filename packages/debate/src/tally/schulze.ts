import type { Ranked } from './borda.ts'

/**
 * Orders items by the Schulze method, strengths measured in winning votes: `d(x, y)` raters place x above y, a link exists where that is
 * more than place y above x, a path is as strong as its weakest link, and x stands above y where the strongest path from x to y is stronger
 * than the way back. (Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
 * method", Social Choice and Welfare 36, 2011.) Items shown and not ranked stand below the ranked and level with each other; a rater has
 * no say about an item it was not shown.
 *
 * Returns all of `items` in tiers, best first. The method leaves a partial order; the first tier are its winners (nothing stands above
 * them), the next those of the rest, and so on. Items of a tier are tied. O(n^3) in the number of items.
 */
export function schulze(rankings: readonly Ranked[], items: readonly string[]): string[][] {
  const places = rankings.map(({ order, shown = order }) => {
    const unranked = [...new Set(shown).difference(new Set(order))].map((item) => [item, order.length] as const)
    return new Map([...order.map((item, place) => [item, place] as const), ...unranked])
  })
  const votes = items.map((x) => items.map((y) => places.filter((place) => above(place.get(x), place.get(y))).length))
  const paths = strongestPaths(votes)
  return layers(items, (x, y) => (paths[x]?.[y] ?? 0) > (paths[y]?.[x] ?? 0))
}

/** Orders each tier of several by Schulze over the same rankings, and leaves the rest as it is. */
export function untie(order: readonly (readonly string[])[], rankings: readonly Ranked[]): string[][] {
  return order.flatMap((tier) => (tier.length > 1 ? schulze(rankings, tier) : [[...tier]]))
}

const above = (one: number | undefined, other: number | undefined) => one !== undefined && other !== undefined && one < other

/** Floyd-Warshall for widest paths. */
function strongestPaths(votes: readonly (readonly number[])[]): number[][] {
  const at = (table: readonly (readonly number[])[], x: number, y: number) => table[x]?.[y] ?? 0
  let paths = votes.map((row, x) => row.map((count, y) => (count > at(votes, y, x) ? count : 0)))
  for (const via of votes.keys()) {
    paths = paths.map((row, x) => row.map((direct, y) => Math.max(direct, Math.min(at(paths, x, via), at(paths, via, y)))))
  }
  return paths
}

function layers(items: readonly string[], beats: (x: number, y: number) => boolean): string[][] {
  const tiers: string[][] = []
  for (let rest = [...items.keys()]; rest.length > 0; ) {
    const top = rest.filter((y) => !rest.some((x) => beats(x, y)))
    tiers.push(top.flatMap((index) => items[index] ?? []))
    rest = rest.filter((index) => !top.includes(index))
  }
  return tiers
}
