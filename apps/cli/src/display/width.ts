const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Emoji}\ufe0f)/u
const simple = /^[\u0020-\u007e\u00a0-\u02ff]*$/
const invisible = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u

/** What people see as letters, each with the columns that it takes on a terminal. */
export const lettersOf = (text: string): { readonly letter: string; readonly width: number }[] =>
  [...letters.segment(text)].map(({ segment }) => ({ letter: segment, width: invisible.test(segment) ? 0 : wide.test(segment) ? 2 : 1 }))

/** Columns that a text without colours takes. */
export const widthOf = (text: string): number =>
  simple.test(text) ? text.length : lettersOf(text).reduce((sum, { width }) => sum + width, 0)

/** The text filled up to so many columns, or cut to them with an ellipsis. */
export function fitted(text: string, columns: number): string {
  const width = widthOf(text)
  return width <= columns ? text + ' '.repeat(columns - width) : cut(text, columns)
}

/** The text in at most so many columns. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  if (columns < 1) return ''
  let taken = ''
  let room = columns - 1
  for (const { letter, width } of lettersOf(text)) {
    if (width > room) break
    taken += letter
    room -= width
  }
  return `${taken.trimEnd()}…`
}
