/** Letters and digits in lower case, one space between words. */
export const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

export const sameText = (one: string, other: string): boolean => bare(one) === bare(other)

/** Of the answers, the one that a text says first, the longer where two begin together; `null` where it says none. */
export function answerIn(text: string, answers: readonly string[]): string | null {
  const words = ` ${bare(text)} `
  let best: string | null = null
  let at = Number.POSITIVE_INFINITY
  for (const answer of answers) {
    const found = bare(answer) === '' ? -1 : words.indexOf(` ${bare(answer)} `)
    if (found >= 0 && (found < at || (found === at && best !== null && answer.length > best.length))) {
      best = answer
      at = found
    }
  }
  return best
}
