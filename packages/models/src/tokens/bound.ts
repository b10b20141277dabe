/**
 * Tokens that a text has at the most, without a tokenizer: never below what o200k or cl100k make of ordinary text in the languages of the
 * tests, about twice that in English. One pass over the text, whatever it is.
 */
export function tokenBound(text: string): number {
  let eighths = 0
  let letters = 0
  let blanks = 0
  let lower = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const small = code >= 97 && code <= 122
    const capital = code >= 65 && code <= 90
    if (small || capital) {
      // A capital after a small letter starts a word: camelCase. Among other capitals it is a sign of base64, which merges badly.
      if (capital && lower) letters = 0
      if (startsToken(letters)) eighths += 8
      else if (capital) eighths += 8
      letters++
      if (blanks > 1) eighths += 8 + blanks
      blanks = 0
      lower = small
      continue
    }
    letters = 0
    lower = false
    if (code === 32 || code === 9) {
      blanks++
      continue
    }
    if (blanks > 0) eighths += 8 + blanks
    blanks = 0
    eighths += code < 128 ? 8 : weightOf(code)
  }
  return Math.ceil((eighths + 8 + blanks) / 8)
}

/** A token per three letters, and per two in long words, which are compounds or inflected. */
const startsToken = (letters: number): boolean => (letters < 6 ? letters % 3 === 0 : letters % 2 === 0)

/** Eighths of a token per UTF-16 unit, up to each code: the dearer of the two vocabularies, rounded up. */
const weights: readonly (readonly [last: number, eighths: number])[] = [
  [0x24f, 8],
  [0x36f, 16],
  [0x3ff, 11],
  [0x52f, 7],
  [0x58f, 16],
  [0x7ff, 12],
  [0x8ff, 16],
  [0xdff, 16],
  [0xeff, 13],
  [0x1dff, 26],
  [0x1eff, 14],
  [0x2fff, 16],
  [0x30ff, 12],
  [0x4dff, 26],
  [0x9fff, 14],
  [0xabff, 26],
  [0xd7af, 13],
  [0xdfff, 16],
]

function weightOf(code: number): number {
  for (const [last, eighths] of weights) if (code <= last) return eighths
  return 26
}
