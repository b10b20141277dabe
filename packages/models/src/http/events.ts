import { StringDecoder } from 'node:string_decoder'
import { createParser, type EventSourceMessage } from 'eventsource-parser'

/** Characters of one event, finished or not; the longest that vendors send (hidden thinking in one block) stays far below. */
export const longestEvent = 1024 * 1024

/** Bytes in, server-sent events out. Split characters, any line ending, a BOM, comments and `id`/`retry` fields are taken in stride. */
export function eventStream(onEvent: (event: EventSourceMessage) => void, onGiant: () => void) {
  const decoder = new StringDecoder('utf8')
  const parser = createParser({
    maxBufferSize: longestEvent,
    onEvent,
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') onGiant()
    },
  })
  return {
    feed: (chunk: Buffer) => parser.feed(decoder.write(chunk)),
    /** A last event without its blank line still counts: vendors close right after the terminator. */
    end() {
      parser.feed(`${decoder.end()}\n\n`)
    },
  }
}
