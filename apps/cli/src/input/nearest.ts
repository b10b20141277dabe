/** The name that a mistyped word most likely meant: at most two letters away and not a different word altogether; null if there is none. */
export function nearest(word: string, names: readonly string[]): string | null {
  const [best] = names
    .map((name) => ({ name, away: distance(word.toLowerCase(), name) }))
    .filter(({ name, away }) => away <= (name.length < 6 ? 1 : 2))
    .toSorted((one, other) => one.away - other.away)
  return best?.name ?? null
}

/** Levenshtein's: insertions, deletions and replacements that make one of the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [above, letter] of [...one].entries()) {
    const next = [above + 1]
    for (const [at, wanted] of [...other].entries())
      next.push(Math.min((row[at] ?? 0) + (letter === wanted ? 0 : 1), (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    row = next
  }
  return row[other.length] ?? 0
}
