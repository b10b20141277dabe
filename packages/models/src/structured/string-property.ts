/**
 * Reads one top-level string property out of a JSON object while the object is still being written, and gives back its decoded text piece
 * by piece: `push(chunk)` returns what became readable. Chunks may be cut anywhere, inside an escape or a surrogate pair too; a piece never
 * ends in half a pair. Prose or a fence before the object is passed over, and so are properties before the wanted one. Linear in the text.
 */
export function stringProperty(name: string): { push(chunk: string): string } {
  let where: Where = 'seeking'
  let quote = ''
  let key = ''
  /** Nested objects and arrays that are being passed over. */
  let depth = 0
  let escaped: string | null = null
  let held = ''

  /** One character inside the string being read; gives what it decodes to, or `null` at its closing quote. */
  function decode(letter: string): string | null {
    if (escaped === null) {
      if (letter === quote) return null
      if (letter !== '\\') return letter
      escaped = ''
      return ''
    }
    escaped += letter
    if (escaped.length < escapeLength(escaped.charAt(0))) return ''
    const decoded = unescaped(escaped)
    escaped = null
    return decoded
  }

  function open(letter: string, next: Where): void {
    quote = letter
    where = next
  }

  /** Takes one character and gives the text that it adds to the property. */
  function take(letter: string): string {
    if (where === 'speaking' || where === 'key' || where === 'passing-string') {
      const decoded = decode(letter)
      if (where === 'speaking') {
        if (decoded !== null) return decoded
        where = 'done'
      } else if (decoded === null) where = where === 'key' ? 'after-key' : depth > 0 ? 'passing' : 'after-value'
      else if (where === 'key') key += decoded
      return ''
    }
    if (letter <= ' ') return ''
    switch (where) {
      case 'seeking':
        if (letter === '{') where = 'before-key'
        break
      case 'before-key':
        key = ''
        if (letter === '"' || letter === "'") open(letter, 'key')
        else if (letter !== '{') where = 'seeking'
        break
      case 'after-key':
        where = letter === ':' ? 'before-value' : 'seeking'
        break
      case 'before-value':
        if (letter === '"' || letter === "'") open(letter, key === name ? 'speaking' : 'passing-string')
        else if (letter === '{' || letter === '[') {
          depth = 1
          where = 'passing'
        } else where = 'after-value'
        break
      case 'passing':
        if (letter === '"' || letter === "'") open(letter, 'passing-string')
        else if (letter === '{' || letter === '[') depth++
        else if ((letter === '}' || letter === ']') && --depth === 0) where = 'after-value'
        break
      case 'after-value':
        if (letter === ',') where = 'before-key'
        else if (letter === '}') where = 'seeking'
        break
      case 'done':
        break
    }
    return ''
  }

  return {
    push(chunk) {
      let text = held
      held = ''
      for (let at = 0; at < chunk.length && where !== 'done'; at++) text += take(chunk.charAt(at))
      const last = text.charCodeAt(text.length - 1)
      if (where !== 'done' && last >= 0xd800 && last <= 0xdbff) {
        held = text.slice(-1)
        return text.slice(0, -1)
      }
      return text
    },
  }
}

type Where =
  | 'seeking'
  | 'before-key'
  | 'key'
  | 'after-key'
  | 'before-value'
  | 'speaking'
  | 'passing'
  | 'passing-string'
  | 'after-value'
  | 'done'

const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

/** How many characters belong to an escape that begins with this one, the backslash apart. */
export const escapeLength = (first: string): number => (first === 'u' ? 5 : first === 'x' ? 3 : 1)

/** What stands behind a backslash: `n`, `u0041`, or a character that means itself. */
export function unescaped(sequence: string): string {
  if (sequence[0] !== 'u' && sequence[0] !== 'x') return letters[sequence] ?? sequence
  const code = Number.parseInt(sequence.slice(1), 16)
  return Number.isNaN(code) ? '' : String.fromCharCode(code)
}
