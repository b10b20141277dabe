import { createParser, type EventSourceMessage } from 'eventsource-parser'

/**
 * The messages of a stream of server-sent events, until it ends; after so many milliseconds without a byte it counts as ended. Rejects
 * where it breaks. Whoever stops reading closes it.
 */
export async function* messagesIn(body: ReadableStream<Uint8Array>, quietMs: number): AsyncGenerator<EventSourceMessage, void> {
  const messages: EventSourceMessage[] = []
  const parser = createParser({ onEvent: (message) => messages.push(message) })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  // What is cancelled reads as ended. A stream that broke says so to whoever reads; cancelling it may repeat that to nobody.
  const close = () => void reader.cancel().catch(() => undefined)
  async function read() {
    const timer = setTimeout(close, quietMs)
    try {
      return await reader.read()
    } finally {
      clearTimeout(timer)
    }
  }
  try {
    for (let { done, value } = await read(); !done; { done, value } = await read()) {
      parser.feed(decoder.decode(value, { stream: true }))
      yield* messages.splice(0)
    }
  } finally {
    close()
  }
}
