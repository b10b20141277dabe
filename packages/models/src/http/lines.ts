import { StringDecoder } from 'node:string_decoder'
import { longestEvent } from './events.ts'

/** Bytes in, lines out, each an event without a name. Split characters, CR LF, a BOM and blank lines are taken in stride. */
export function lineStream(onEvent: (event: { readonly data: string; readonly event?: undefined }) => void, onGiant: () => void) {
  const decoder = new StringDecoder('utf8')
  let pending = ''
  return { feed: (chunk: Buffer) => take(decoder.write(chunk)), end: () => take(`${decoder.end()}\n`) }

  function take(text: string): void {
    const lines = text.split('\n')
    for (const [at, line] of lines.entries()) {
      pending += line
      if (pending.length > longestEvent) {
        onGiant()
        return
      }
      if (at === lines.length - 1) return
      // A byte order mark counts as a blank.
      const data = pending.trim()
      pending = ''
      if (data !== '') onEvent({ data })
    }
  }
}
