import type { FastifyReply } from 'fastify'
import type { Batch } from './frame.ts'
import { patience, type Reader } from './reader.ts'

/** A stream of server-sent events to one client. */
export type Sse = Reader & {
  /** Sends one event, or a comment where it has no `data`; `data` is split at its line breaks. */
  send(event: { readonly id?: string; readonly event?: string; readonly data: string } | { readonly comment: string }): void
}

/** Milliseconds of silence after which a comment shows that the line holds. */
const pingMs = 15_000
const streams = new Set<{ ping(): void }>()
let pinging: NodeJS.Timeout | null = null

/**
 * Turns a reply into a stream of events. Headers that were set on the reply go out with it. A client that does not take what it is sent is
 * cut off once `patience` bytes wait for it.
 * `retryMs`: after how long an EventSource comes back. Clients of other dialects take it for a message without data, and choke on it.
 */
export function openSse(reply: FastifyReply, { retryMs }: { readonly retryMs?: number } = {}): Sse {
  reply.hijack()
  const { raw } = reply
  const left = new AbortController()
  let quiet = true
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })

  const write = (bytes: string | Buffer): void => {
    if (left.signal.aborted) return
    if (raw.writableLength > patience) return void raw.destroy()
    quiet = false
    raw.write(bytes)
  }
  const sse: Sse = {
    write: (batch: Batch) => {
      if (batch.frames.length > 0) write(batch.sse)
    },
    send: (said) => write('comment' in said ? `: ${said.comment}\n\n` : eventText(said)),
    drained: () =>
      !raw.writableNeedDrain || left.signal.aborted
        ? Promise.resolve()
        : new Promise((resolve) => {
            const on = (): void => {
              raw.off('drain', on)
              left.signal.removeEventListener('abort', on)
              resolve()
            }
            raw.once('drain', on)
            left.signal.addEventListener('abort', on, { once: true })
          }),
    end: () => {
      raw.end()
      leave()
    },
    gone: left.signal,
  }
  const stream = {
    ping: () => {
      if (quiet) sse.send({ comment: 'ping' })
      quiet = true
    },
  }
  const leave = (): void => {
    streams.delete(stream)
    if (streams.size === 0 && pinging) {
      clearInterval(pinging)
      pinging = null
    }
    left.abort()
  }
  // A client that is cut off in the middle of a write is an error to the socket, and nothing to anybody else.
  raw.on('error', leave)
  raw.on('close', leave)
  if (retryMs !== undefined) raw.write(`retry: ${retryMs}\n\n`)
  streams.add(stream)
  pinging ??= setInterval(pingAll, pingMs).unref()
  return sse
}

function pingAll(): void {
  for (const stream of streams) stream.ping()
}

function eventText({ id, event, data }: { readonly id?: string; readonly event?: string; readonly data: string }): string {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`)
  return `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}${lines.join('')}\n`
}
