import { setTimeout as sleep } from 'node:timers/promises'
import type { DebateEvent } from '@quorum/debate'
import { connect } from './connect.ts'
import { listen } from './listen.ts'

/** Somebody who watches a debate, leaves, and comes back wherever there is a server, from the last seq that it has. */
export type Wanderer = {
  /** Texts by seq, in the order in which they came. */
  readonly log: readonly { readonly seq: number; readonly text: string }[]
  /** What was wrong with what it saw. */
  readonly faults: readonly string[]
  /** Turns whose words it saw to their end. */
  readonly heard: number
  readonly connections: number
  /** Resolves when it has seen the debate's end. */
  readonly over: Promise<void>
}

type Options = {
  readonly debateId: string
  /** URLs of the servers that there are at the moment. */
  servers(): readonly string[]
  readonly over: 'sse' | 'ws'
  readonly draw: () => number
}

/** Messages after which it leaves, at most; then it is away for so many milliseconds, at most. */
const stay = 15
const awayMs = 25

export function wanderer({ debateId, servers, over, draw }: Options): Wanderer {
  const log: { seq: number; text: string }[] = []
  const faults: string[] = []
  const counts = { heard: 0, connections: 0 }

  /** Reads for a while; whether the debate has ended. */
  async function visit(url: string): Promise<boolean> {
    const after = log.at(-1)?.seq ?? 0
    const patience = 1 + Math.floor(draw() * stay)
    const words = new Map<string, string>()
    let count = 0
    let ended = false
    const texts = over === 'sse' ? await byEvents(url, after) : await bySocket(url, after)
    counts.connections += 1
    for await (const text of texts) {
      const event = JSON.parse(text) as DebateEvent
      if ('seq' in event) record(event.seq, text)
      splice(event, words)
      count += 1
      ended = event.type === 'debate-ended'
      if (ended || count >= patience) break
    }
    return ended
  }

  function record(seq: number, text: string): void {
    const last = log.at(-1)?.seq ?? 0
    if (seq !== last + 1) faults.push(`${seq} came after ${last}`)
    log.push({ seq, text })
  }

  function splice(event: DebateEvent, words: Map<string, string>): void {
    if (event.type === 'turn-delta' || event.type === 'turn-snapshot') {
      const key = `${event.turnId} ${event.attempt} ${event.kind}`
      if (words.has(event.turnId)) faults.push(`words of ${key} came after its end`)
      const before = words.get(key) ?? ''
      if (event.offset > before.length) faults.push(`words of ${key} are missing before ${event.offset}`)
      words.set(key, before.slice(0, event.offset) + event.text)
    } else if (event.type === 'turn-ended') {
      words.set(event.turnId, event.text)
      const said = words.get(`${event.turnId} ${event.attempt} text`)
      if (said === undefined) return
      counts.heard += 1
      const whole = event.position?.argument ?? event.text
      if (said !== whole) faults.push(`turn ${event.turnId} was heard as ${JSON.stringify(said)}, and is ${JSON.stringify(whole)}`)
    }
  }

  async function wander(): Promise<void> {
    for (;;) {
      const there = servers()
      const url = there[Math.floor(draw() * there.length)]
      // A server that has just gone is no fault: the next one is tried.
      if (url !== undefined && (await visit(`${url}/api/v1/debates/${debateId}`).catch(whenGone))) return
      await sleep(draw() * awayMs)
    }
  }

  return {
    log,
    faults,
    get heard() {
      return counts.heard
    },
    get connections() {
      return counts.connections
    },
    over: wander(),
  }
}

function whenGone(error: unknown): false {
  const { code } = error as { readonly code?: string }
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return false
  throw error
}

async function byEvents(url: string, after: number): Promise<AsyncIterable<string>> {
  const stream = await listen(`${url}/events`, { 'last-event-id': String(after) })
  if (stream.status !== 200 && stream.status !== 204) throw new Error(`${url} answers ${stream.status}`)
  const data = (async function* () {
    for (let next = 0; ; next++) {
      const message = await stream
        .until(() => next < stream.messages.length)
        .then(
          () => stream.messages[next],
          () => undefined,
        )
      if (message === undefined) return
      yield message.data
    }
  })()
  return leaving(data, stream.leave)
}

async function bySocket(url: string, after: number): Promise<AsyncIterable<string>> {
  const client = await connect(`${url}/ws?after=${after}`)
  const texts = (async function* () {
    for (let next = 0; ; next++) {
      const text = await client
        .until(() => next < client.texts.length)
        .then(
          () => client.texts[next],
          () => undefined,
        )
      if (text === undefined) return
      yield text
    }
  })()
  return leaving(texts, () => client.socket.terminate())
}

async function* leaving<T>(items: AsyncIterable<T>, leave: () => void): AsyncGenerator<T, void> {
  try {
    yield* items
  } finally {
    leave()
  }
}
