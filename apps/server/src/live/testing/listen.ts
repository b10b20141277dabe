import { type IncomingMessage, request } from 'node:http'
import { createParser, type EventSourceMessage } from 'eventsource-parser'

/** A client of a stream of server-sent events, on a connection of its own. */
export type Listening = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** What came so far. */
  readonly messages: readonly EventSourceMessage[]
  readonly comments: readonly string[]
  /** Seqs of what came so far. */
  seqs(): readonly number[]
  /** Resolves when a message is there of which this holds; rejects where the stream ends before. */
  until(holds: (message: EventSourceMessage) => boolean): Promise<EventSourceMessage>
  /** How it ended: by the server, or broken off by either. */
  readonly over: Promise<'ended' | 'broken'>
  /** Reads no more, and stays. */
  pause(): void
  leave(): void
}

/** Connects; resolves with the answer's head. */
export function listen(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false }, (response) =>
      resolve(heard(response)),
    )
    sent.on('error', reject)
    sent.end()
  })
}

function heard(response: IncomingMessage): Listening {
  const messages: EventSourceMessage[] = []
  const comments: string[] = []
  const woken = new Set<() => void>()
  const wake = (): void => {
    for (const look of woken) look()
  }
  const parser = createParser({ onEvent: (message) => messages.push(message), onComment: (comment) => comments.push(comment) })
  const decoder = new TextDecoder()
  let ended = false
  const over = new Promise<'ended' | 'broken'>((resolve) => {
    response.on('error', () => resolve('broken'))
    response.on('close', () => {
      ended = true
      resolve(response.complete ? 'ended' : 'broken')
      wake()
    })
  })
  response.on('data', (chunk: Buffer) => {
    parser.feed(decoder.decode(chunk, { stream: true }))
    wake()
  })
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    messages,
    comments,
    over,
    seqs: () => messages.flatMap(({ id }) => (id === undefined ? [] : [Number(id)])),
    until: (holds) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = messages.find(holds)
          if (!found && !ended) return
          woken.delete(look)
          if (found) resolve(found)
          else reject(new Error(`The stream ended after ${messages.map(({ event }) => event).join(', ')}.`))
        }
        woken.add(look)
        look()
      }),
    pause: () => void response.pause(),
    leave: () => void response.destroy(),
  }
}
