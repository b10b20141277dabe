import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'

/** A client of a WebSocket. */
export type Connected = {
  readonly socket: WebSocket
  /** What came so far, as text. */
  readonly texts: readonly string[]
  /** What came so far that has a seq, as text. */
  recorded(): readonly string[]
  /** Resolves when a message is there of which this holds; rejects where the connection ends before. */
  until<T = Record<string, unknown>>(holds: (message: Record<string, unknown>) => boolean): Promise<T>
  /** Sends a command; resolves with its answer. */
  command(said: object): Promise<Record<string, unknown>>
  readonly over: Promise<{ readonly code: number; readonly reason: string }>
}

/** Connects to `http://...`; where that is refused, rejects with the answer's status. */
export async function connect(url: string, options: ClientOptions = {}): Promise<Connected> {
  const socket = new WebSocket(url.replace('http', 'ws'), options)
  const texts: string[] = []
  const messages: Record<string, unknown>[] = []
  const woken = new Set<() => void>()
  let sent = 0
  const over = Promise.withResolvers<{ readonly code: number; readonly reason: string }>()
  const wake = (): void => {
    for (const look of woken) look()
  }
  socket.on('message', (data) => {
    texts.push(String(data))
    messages.push(JSON.parse(String(data)))
    wake()
  })
  socket.on('close', (code, reason) => {
    over.resolve({ code, reason: String(reason) })
    wake()
  })
  const until = <T>(holds: (message: Record<string, unknown>) => boolean): Promise<T> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = messages.find(holds)
        if (!found && socket.readyState !== WebSocket.CLOSED) return
        woken.delete(look)
        if (found) resolve(found as T)
        else reject(new Error(`The connection ended after ${messages.map(({ type }) => type).join(', ')}.`))
      }
      woken.add(look)
      look()
    })
  const refused = once(socket, 'unexpected-response').then(([, response]) => {
    throw new Error(`refused: ${response.statusCode}`)
  })
  await Promise.race([once(socket, 'open'), refused])
  return {
    socket,
    texts,
    recorded: () => texts.filter((_, index) => messages[index]?.seq !== undefined),
    until,
    over: over.promise,
    async command(said) {
      sent += 1
      const id = `c${sent}`
      socket.send(JSON.stringify({ id, ...said }))
      return until((message) => message.id === id)
    },
  }
}
