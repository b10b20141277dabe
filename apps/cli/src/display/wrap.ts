import { lettersOf, widthOf } from './width.ts'

/** A text without colours in lines of at most so many columns; words longer than a line are broken. Empty lines stay, one at the most. */
export function wrap(text: string, columns: number): string[] {
  const room = Math.max(8, columns)
  const lines = text.split('\n').flatMap((line) => wrapLine(line.trimEnd(), room))
  return lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''))
}

function wrapLine(line: string, room: number): string[] {
  // Lists and code keep their place.
  const indent = (/^[ ]*(?:[-*] |\d+[.)] )?/.exec(line)?.[0] ?? '').slice(0, room / 2)
  const hanging = ' '.repeat(indent.length)
  const lines: string[] = []
  let current = indent
  let width = indent.length
  let empty = true
  for (const word of line
    .slice(indent.length)
    .split(/ +/)
    .flatMap((word) => broken(word, room - indent.length))) {
    const more = widthOf(word)
    if (!empty && width + 1 + more > room) {
      lines.push(current)
      current = hanging
      width = hanging.length
      empty = true
    }
    current += empty ? word : ` ${word}`
    width += more + (empty ? 0 : 1)
    empty = false
  }
  return [...lines, current.trimEnd()]
}

/** A word in pieces that fit. Scripts that write without spaces come as very long words. */
function broken(word: string, room: number): string[] {
  if (widthOf(word) <= room) return [word]
  const pieces: string[] = []
  let piece = ''
  let width = 0
  for (const { letter, width: more } of lettersOf(word)) {
    if (width + more > room) {
      pieces.push(piece)
      piece = ''
      width = 0
    }
    piece += letter
    width += more
  }
  return [...pieces, piece]
}

export const indented = (lines: readonly string[], by: number): string[] => lines.map((line) => (line ? ' '.repeat(by) + line : line))
