import { type LiveEvent, type RecordedEvent, readEvent, UnknownEvent } from '@quorum/debate'
import { operations } from '../operations.ts'
import { filled } from './call.ts'
import { isLive } from './live-view.ts'
import { QuorumError } from './quorum-error.ts'
import { backoff, type Connection, passing, send, unreachable } from './send.ts'
import { sleep } from './sleep.ts'
import { messagesIn } from './sse.ts'

export type WatchOptions = {
  /** Only events with a higher seq; 0 if not given. */
  readonly after?: number
  /** `false`: only what is recorded. */
  readonly live?: boolean
  readonly signal?: AbortSignal
  /** Milliseconds without a byte after which a connection is taken for dead; the server says something every 15 s. */
  readonly quietMs?: number
}

/** The log is not the one that was watched so far: everything comes again, from the first event. */
export type Reset = { readonly type: 'reset'; readonly debateId: string }
export type Watched = RecordedEvent | LiveEvent | Reset

type Stream = { readonly connection: Connection; readonly id: string; readonly signal: AbortSignal | undefined }

/**
 * What happens in a debate, until it has ended: every recorded event once, in order and without a gap, and live ones in between. A
 * connection that breaks, dies or is closed is made again from where it was, for as long as it takes. Throws `QuorumError` where the first
 * one cannot be made and where the debate is not there (any more), and the signal's reason.
 */
export async function* watchOver(connection: Connection, id: string, options: WatchOptions = {}): AsyncGenerator<Watched, void> {
  const { after = 0, live = true, signal, quietMs = 45_000 } = options
  const stream: Stream = { connection, id, signal }
  let last = after
  let response = await connect(stream, last)
  for (let idle = 0; response; idle++) {
    for await (const event of eventsOf(response, stream, quietMs)) {
      if ('seq' in event) {
        if (event.seq <= last) continue
        if (event.seq > last + 1) break
        last = event.seq
      } else if (event.type === 'reset') last = 0
      else if (!live) continue
      idle = 0
      yield event
      if (event.type === 'debate-ended') return
    }
    response = await connectAgain(stream, last, idle)
  }
}

/** A stream of what follows a seq; null where the debate has ended and nothing does. */
async function connect({ connection, id, signal }: Stream, after: number): Promise<Response | null> {
  const { path, method } = operations.listEvents
  const headers = { accept: 'text/event-stream', 'last-event-id': String(after) }
  const response = await send(connection, { method, path: filled(path, { id }), headers, repeatable: true, signal })
  return response.status === 204 ? null : response
}

async function connectAgain(stream: Stream, after: number, idle: number): Promise<Response | null> {
  const once = { ...stream, connection: { ...stream.connection, retries: 0 } }
  for (let tried = idle, least = 0; ; tried++) {
    await sleep(Math.max(least, backoff(tried, once.connection)), stream.signal)
    try {
      return await connect(once, after)
    } catch (error) {
      if (!(error instanceof QuorumError && passing(error))) throw error
      least = Math.min(30_000, 1000 * (error.retryAfter ?? 0))
    }
  }
}

/** The events of one connection, until it ends or breaks: both are the same to whoever comes back. */
async function* eventsOf({ body }: Response, { id, signal, connection }: Stream, quietMs: number): AsyncGenerator<Watched, void> {
  if (!body) return
  const messages = messagesIn(body, quietMs)
  try {
    for (;;) {
      const next = await messages.next().catch((error) => unreachable(connection.baseUrl, error))
      signal?.throwIfAborted()
      if (next instanceof QuorumError || next.done) return
      const event = next.value.event === 'reset' ? { type: 'reset' as const, debateId: id } : eventIn(next.value.data)
      if (event) yield event
    }
  } finally {
    await messages.return()
  }
}

/** An event as this release speaks of it; one of a later release as it came. Null for what is none. */
function eventIn(data: string): RecordedEvent | LiveEvent | null {
  const event = JSON.parse(data) as RecordedEvent | LiveEvent
  if (!('seq' in event)) return isLive(event) ? event : null
  try {
    return readEvent(data)
  } catch (error) {
    if (error instanceof UnknownEvent) return event
    throw error
  }
}
