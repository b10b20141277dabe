import { createRequire } from 'node:module'

type Encoding = { countTokens(text: string, options: { readonly disallowedSpecial: Set<string> }): number }
let o200k: Encoding | null = null

/**
 * Tokens of a text in the vocabulary o200k. The first call loads the vocabulary: a fifth of a second and some 60 MB. The encoder's merge is
 * quadratic in the length of a piece, so a stretch without a blank, or of blanks only, is cut before it becomes long; that adds a token at
 * most per cut.
 */
export function exactTokens(text: string): number {
  o200k ??= createRequire(import.meta.url)('gpt-tokenizer/encoding/o200k_base') as Encoding
  let tokens = 0
  for (const piece of pieces(text)) tokens += o200k.countTokens(piece, { disallowedSpecial: nothing })
  return tokens
}

/** Text that looks like a control token is text. */
const nothing = new Set<string>()
const longestStretch = 192

function* pieces(text: string): Generator<string> {
  let from = 0
  let stretch = 0
  let blank = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isBlank = code <= 32 || code === 0xa0 || code === 0x3000
    stretch = isBlank === blank ? stretch + 1 : 1
    blank = isBlank
    if (stretch < longestStretch) continue
    yield text.slice(from, at)
    from = at
    stretch = 1
  }
  yield text.slice(from)
}
