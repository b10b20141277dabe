/** A tokenizer splits at these borders before it merges anything, so each piece is at least one token. */
const pieces = /[\p{L}\p{M}]+|\p{N}{1,3}|[^\s\p{L}\p{M}\p{N}]+/gu
const longestToken = 64

/** The fewest tokens that any of today's tokenizers makes of `text`; about four fifths of the true number in prose. */
export function fewestTokens(text: string): number {
  let count = 0
  for (const [piece] of text.matchAll(pieces)) count += Math.ceil(piece.length / longestToken)
  return count
}

/**
 * Says when an output is surely longer than `limit` tokens. It looks at the text only when it has become long enough for that to be
 * possible, and only at what is new, so that it costs next to nothing per chunk. A false alarm would cut a good answer, so it counts low.
 */
export function outputMeter(limit: number) {
  const visible = growing()
  const hidden = growing()
  let next = limit
  return function isOver(text: string, reasoning: string): boolean {
    const length = text.length + reasoning.length
    if (length <= next) return false
    const tokens = visible(text) + hidden(reasoning)
    // Every character adds one token at the most.
    next = length + Math.max(16, limit - tokens)
    return tokens > limit
  }
}

/** Counts a text that only grows; its last word is counted when its end is seen. */
function growing() {
  let counted = 0
  let tokens = 0
  return (text: string): number => {
    const end = wordStart(text, counted)
    tokens += fewestTokens(text.slice(counted, end))
    counted = end
    return tokens
  }
}

function wordStart(text: string, from: number): number {
  const earliest = Math.max(from, text.length - longestToken)
  let start = text.length
  while (start > earliest && /[\p{L}\p{M}\p{N}]/u.test(text.charAt(start - 1))) start--
  return start === earliest ? text.length : start
}
