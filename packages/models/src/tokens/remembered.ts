/** UTF-16 units of text in a generation. */
const generation = 2_000_000

/**
 * Counts a text once for as long as it is asked for: the prompts of a debate repeat to the letter what they said before. What was not asked
 * for during a whole generation of new texts is forgotten.
 */
export function remembered(count: (text: string) => number): (text: string) => number {
  let recent = new Map<string, number>()
  let earlier = new Map<string, number>()
  let units = 0
  return (text) => {
    const known = recent.get(text)
    if (known !== undefined) return known
    const tokens = earlier.get(text) ?? count(text)
    units += text.length
    if (units > generation) {
      earlier = recent
      recent = new Map()
      units = text.length
    }
    recent.set(text, tokens)
    return tokens
  }
}
