/** Lets so many values of a label through, and calls the rest `other`: callers choose the names of models, and a series is kept for each. */
export function bounded(most: number): (value: string) => string {
  const seen = new Set<string>()
  return (value) => {
    if (!seen.has(value) && seen.size < most) seen.add(value)
    return seen.has(value) ? value : 'other'
  }
}
