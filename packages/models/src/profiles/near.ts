/** The names that a mistyped one may have meant, nearest first. */
export function near(name: string, names: Iterable<string>): readonly string[] {
  const wanted = name.toLowerCase().slice(0, 40)
  return [...names]
    .map((one) => ({ one, distance: one.startsWith(wanted) || wanted.startsWith(one) ? 1 : distance(wanted, one) }))
    .filter(({ one, distance }) => distance <= Math.max(1, Math.floor(one.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .map(({ one }) => one)
}

/** Levenshtein's: insertions, deletions and replacements that make one of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [above, letter] of [...a].entries()) {
    const next = [above + 1]
    for (const [at, other] of [...b].entries()) {
      next.push(Math.min((row[at] ?? 0) + (letter === other ? 0 : 1), (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
