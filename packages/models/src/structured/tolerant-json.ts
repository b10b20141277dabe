import { escapeLength, unescaped } from './string-property.ts'

/** `value` is `undefined` where nothing could be read; `end` is how far the reader looked. */
export type Read = { readonly value: unknown; readonly end: number }

/** Deeper nesting than any schema of ours; keeps hostile text off the stack. */
const maxDepth = 64

const closing: Readonly<Record<string, string>> = { '"': '"', "'": "'", '\u201c': '\u201d' }
const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['null', null],
  ['None', null],
  ['undefined', null],
  ['NaN', null],
])

/**
 * Reads the object that starts at `start` as models write them: JSON, JSON5 (bare keys, single quotes, comments, trailing commas) or a
 * Python literal (True, None, tuples), with raw line breaks and unescaped quotes inside strings where they can be told. Linear time.
 */
export function readObject(text: string, start: number): Read {
  let at = start

  function skip(): void {
    for (;;) {
      while (at < text.length && text.charCodeAt(at) <= 32) at++
      if (text.startsWith('//', at) || text[at] === '#') at = after('\n')
      else if (text.startsWith('/*', at)) at = after('*/')
      else return
    }
  }
  function after(mark: string): number {
    const found = text.indexOf(mark, at + 1)
    return found === -1 ? text.length : found + mark.length
  }

  function value(depth: number): unknown {
    skip()
    const letter = text[at] ?? ''
    if (letter === '{') return object(depth)
    if (letter === '[') return list(']', depth)
    if (letter === '(') return list(')', depth)
    if (letter in closing) return string()
    return number() ?? word()
  }

  function object(depth: number): unknown {
    if (depth === maxDepth) return undefined
    const entries: [string, unknown][] = []
    at++
    for (;;) {
      skip()
      if (text[at] === '}') {
        at++
        return Object.fromEntries(entries)
      }
      const key = (text[at] ?? '') in closing ? string() : bareKey()
      skip()
      if (key === undefined || text[at] !== ':') return undefined
      at++
      const read = value(depth + 1)
      if (read === undefined) return undefined
      entries.push([key, read])
      skip()
      if (text[at] === ',') at++
      else if (text[at] !== '}') return undefined
    }
  }

  function list(end: string, depth: number): unknown {
    if (depth === maxDepth) return undefined
    const items: unknown[] = []
    at++
    for (;;) {
      skip()
      if (text[at] === end) {
        at++
        return items
      }
      const read = value(depth + 1)
      if (read === undefined) return undefined
      items.push(read)
      skip()
      if (text[at] === ',') at++
      else if (text[at] !== end) return undefined
    }
  }

  function string(): string | undefined {
    const quote = closing[text[at] ?? '']
    let read = ''
    let from = ++at
    for (; at < text.length; at++) {
      const letter = text[at]
      if (letter === quote && closes(at + 1)) {
        read += text.slice(from, at)
        at++
        return read
      }
      if (letter !== '\\') continue
      read += text.slice(from, at)
      const length = escapeLength(text.charAt(at + 1))
      if (text[at + 1] !== '\n') read += unescaped(text.slice(at + 1, at + 1 + length))
      at += length
      from = at + 1
    }
    return undefined
  }

  /** A quote ends its string only where JSON may go on; any other was meant to be escaped. */
  function closes(next: number): boolean {
    while (next < text.length && text.charCodeAt(next) <= 32) next++
    return next >= text.length || ',:}])/#'.includes(text.charAt(next))
  }

  function matched(pattern: RegExp): string | undefined {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found) at += found.length
    return found
  }
  function bareKey(): string | undefined {
    return matched(/[\w$-]+/y)
  }
  function number(): number | undefined {
    const found = matched(/[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/y)
    return found === undefined ? undefined : Number(found)
  }
  function word(): unknown {
    return words.get(matched(/[A-Za-z]+/y) ?? '')
  }

  const read = value(0)
  return { value: read, end: at }
}

/**
 * The objects that stand in a text, the last sixteen at most, in order: bare, fenced, or between sentences. Objects inside objects are not
 * listed. The work is bounded by a multiple of the text's length, whatever the text.
 */
export function objectsIn(text: string): readonly object[] {
  const found: object[] = []
  let work = 8 * text.length + 1_000
  let at = text.indexOf('{')
  while (at !== -1 && work > 0) {
    const { value, end } = readObject(text, at)
    work -= end - at + 1
    const object = typeof value === 'object' && value !== null
    if (object && found.push(value) > 16) found.shift()
    at = text.indexOf('{', object ? end : at + 1)
  }
  return found
}
