import type { FastifyReply } from 'fastify'
import type { Batch } from './frame.ts'
import { drained, farewellMs, patience, type Reader } from './reader.ts'

/** A stream of server-sent events to one client. */
export type Sse = Reader & {
  /** Sends one event, or a comment where it has no `data`; `data` is split at its line breaks. */
  send(event: { readonly id?: string; readonly event?: string; readonly data: string } | { readonly comment: string }): void
}

/** Milliseconds between comments that show that the line holds. */
const pingMs = 15_000
const ping = Buffer.from(': ping\n\n')

/**
 * Turns a reply into a stream of events. Headers that were set on the reply go out with it. A client that does not take what it is sent is
 * cut off once `patience` bytes wait for it; one that has left already is gone from the beginning.
 * `retryMs`: after how long an EventSource comes back. Clients of other dialects take it for a message without data, and choke on it.
 */
export function openSse(reply: FastifyReply, { retryMs }: { readonly retryMs?: number } = {}): Sse {
  reply.hijack()
  const { raw } = reply
  const left = new AbortController()
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })

  const write = (bytes: string | Buffer): void => {
    if (left.signal.aborted) return
    if (raw.writableLength > patience) raw.destroy()
    else raw.write(bytes)
  }
  const leave = (): void => {
    clearInterval(pinging)
    left.abort()
  }
  const pinging = setInterval(() => write(ping), pingMs).unref()
  // A client that is cut off in the middle of a write is an error to the socket, and nothing to anybody else.
  raw.on('error', leave)
  raw.on('close', leave)
  if (raw.destroyed) leave()
  if (retryMs === undefined) raw.flushHeaders()
  else write(`retry: ${retryMs}\n\n`)

  return {
    write: (batch: Batch) => {
      if (batch.frames.length > 0) write(batch.sse)
    },
    send: (said) => write('comment' in said ? `: ${said.comment}\n\n` : eventText(said)),
    drained: () => drained(raw, left.signal),
    end: () => {
      if (left.signal.aborted) return
      const cut = setTimeout(() => raw.destroy(), farewellMs)
      raw.on('close', () => clearTimeout(cut))
      raw.end(() => clearTimeout(cut))
      leave()
    },
    gone: left.signal,
  }
}

function eventText({ id, event, data }: { readonly id?: string; readonly event?: string; readonly data: string }): string {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`)
  return `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}${lines.join('')}\n`
}
