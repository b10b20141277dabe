import type { WebSocket } from 'ws'
import type { Batch } from './frame.ts'
import { drained, patience, type Reader } from './reader.ts'
import type { Upgraded } from './upgrade.ts'

type Options = {
  /** There is nothing to be read that would say that it is the last. */
  readonly over: boolean
  /** Resolves when what else has to be said before good-bye is said. */
  readonly settled: () => Promise<void>
}

/** Milliseconds between pings; who has not answered one by the next is gone. */
const pingMs = 15_000
/** Close codes: there is no more to come; this server goes, and another one has more. */
const complete = { code: 1000, reason: 'That is all of this debate.' }
const restart = { code: 1012, reason: 'Come back, with the last seq.' }
const last: ReadonlySet<string> = new Set(['debate-ended', 'debate-gone'])

/** Somebody who reads over a WebSocket, each event as one message. */
export function socketReader({ socket, stream }: Upgraded, { over, settled }: Options): Reader {
  const left = new AbortController()
  let finished = over
  let answered = true

  const ping = (): void => {
    if (answered) socket.ping()
    else socket.terminate()
    answered = false
  }
  const leave = (): void => {
    clearInterval(pinging)
    left.abort()
  }
  const pinging = setInterval(ping, pingMs).unref()
  socket.on('pong', () => {
    answered = true
  })
  socket.on('error', leave)
  socket.on('close', leave)

  return {
    write({ frames, texts }: Batch) {
      if (left.signal.aborted || frames.length === 0) return
      finished ||= frames.some(({ type }) => last.has(type))
      stream.cork()
      pass(socket, texts)
      stream.uncork()
    },
    drained: () => drained(stream, left.signal),
    end() {
      if (left.signal.aborted) return
      leave()
      const { code, reason } = finished ? complete : restart
      void settled().then(() => socket.close(code, reason))
    },
    gone: left.signal,
  }
}

/** Sends messages; cuts off a client that does not read while so much waits for it. */
export function pass(socket: WebSocket, texts: readonly (Buffer | string)[]): void {
  if (socket.bufferedAmount > patience) socket.terminate()
  else for (const text of texts) socket.send(text, { binary: false })
}
