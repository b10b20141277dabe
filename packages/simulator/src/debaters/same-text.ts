/** Letters and digits in lower case, one space between words. */
export const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

export const sameText = (one: string, other: string): boolean => bare(one) === bare(other)

/**
 * Which of the answers a text gives: the one that stands last behind the word "answer", else the one that is mentioned first; the longer
 * where two begin together. `null` where it gives none.
 */
export function answerIn(text: string, answers: readonly string[]): string | null {
  const words = ` ${bare(text)} `
  let best: string | null = null
  let rank = Number.NEGATIVE_INFINITY
  for (const answer of answers) {
    const at = bare(answer) === '' ? Number.NEGATIVE_INFINITY : rankIn(words, bare(answer))
    if (at > rank || (at === rank && best !== null && answer.length > best.length)) {
      best = answer
      rank = at
    }
  }
  return best
}

/** Positive and growing where it is labelled as the answer, negative and falling where it is only mentioned, -Infinity where neither. */
function rankIn(words: string, answer: string): number {
  const labelled = Math.max(words.lastIndexOf(` answer ${answer} `), words.lastIndexOf(` answer is ${answer} `))
  /** "Answer yes or no" asks and does not answer. */
  if (labelled >= 0 && !words.startsWith(` answer ${answer} or `, labelled)) return labelled + 1
  const mentioned = words.indexOf(` ${answer} `)
  return mentioned < 0 ? Number.NEGATIVE_INFINITY : -mentioned - 1
}
