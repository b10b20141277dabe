/** Run as a process of its own: very many who read streams of server-sent events, on a connection each. */
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Piece } from './bare-broadcaster.ts'
import { nowMs, serveTasks } from './child.ts'

type Seat = { readonly url: string; readonly path: string }
type Reading = { readonly socket: Socket; readonly path: string; rest: Buffer; readonly received: number[]; readonly pieces: Piece[] }

/** Connections that are made at once. */
const width = 100
const audience: Reading[] = []
/** Milliseconds that words took; their time is in them. */
let words: number[] = []
let events = 0
let since = 0

function sit({ url, path }: Seat): Promise<void> {
  const { hostname, port, host } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\n\r\n`),
    )
    const reading: Reading = { socket, path, rest: Buffer.alloc(0), received: [], pieces: [] }
    audience.push(reading)
    socket.once('data', (head: Buffer) => {
      if (head.includes(' 200 ')) resolve()
      else reject(new Error(String(head).slice(0, 300)))
    })
    socket.on('data', (chunk: Buffer) => hear(reading, chunk))
    socket.on('error', reject)
  })
}

/** Takes in what came, up to the end of the last whole event. */
function hear(reading: Reading, chunk: Buffer): void {
  const at = nowMs()
  const bytes = reading.rest.length > 0 ? Buffer.concat([reading.rest, chunk]) : chunk
  let from = 0
  let count = 0
  for (let end = bytes.indexOf('\n\n'); end >= 0; end = bytes.indexOf('\n\n', from)) {
    if (took(reading, bytes, from, end, at)) count += 1
    from = end + 2
  }
  reading.rest = from < bytes.length ? Buffer.from(bytes.subarray(from)) : Buffer.alloc(0)
  events += count
  if (reading === first.get(reading.path) && count > 0) reading.pieces.push({ ms: at - since, bytes: chunk.length, events: count })
}

/** Notes one event; whether it was one. */
function took({ received }: Reading, bytes: Buffer, from: number, end: number, at: number): boolean {
  const data = bytes.indexOf('\ndata: ', from)
  if (data < 0 || data > end) return false
  const id = bytes.indexOf('id: ', from)
  if (id >= 0 && id < data) received[Number.parseInt(bytes.toString('latin1', id + 4, id + 12), 10)] = at
  else if (bytes.indexOf('"turn-delta"', data) < end) {
    const time = bytes.indexOf('"at":"', data) + 6
    if (time > 6 && time < end) words.push(at - Date.parse(bytes.toString('latin1', time, time + 24)))
  }
  return true
}

/** Of each path, who is asked how much came when. */
const first = new Map<string, Reading>()

/** What part of sorted values is below. */
const quantile = (sorted: readonly number[], part: number): number => sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN

function spread(values: number[]): { readonly p50: number; readonly p99: number; readonly most: number; readonly count: number } {
  const sorted = Float64Array.from(values).sort() as unknown as readonly number[]
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), most: quantile(sorted, 1), count: values.length }
}

export const tasks = serveTasks({
  async sit({ url, paths, count }: { readonly url: string; readonly paths: readonly string[]; readonly count: number }) {
    let next = 0
    const lane = async () => {
      while (next < count) await sit({ url, path: paths[next++ % paths.length] ?? '/' })
    }
    const before = performance.now()
    await Promise.all(Array.from({ length: width }, lane))
    return performance.now() - before
  },
  /** From here on it counts. */
  begin() {
    for (const reading of audience) if (!first.has(reading.path)) first.set(reading.path, reading)
    words = []
    events = 0
    since = nowMs()
  },
  /** What came since, once no more does, given when each event was there; `missing`: events that somebody has not got. */
  async report(published: ReadonlyMap<string, readonly number[]>) {
    for (let before = -1; before !== events; ) {
      before = events
      await sleep(1000)
    }
    const delays: number[] = []
    let missing = 0
    for (const { path, received } of audience) {
      const times = published.get(path) ?? []
      for (let seq = times.length - 1; (times[seq] ?? 0) >= since; seq--) {
        const at = received[seq]
        if (at === undefined) missing += 1
        else delays.push(at - (times[seq] ?? 0))
      }
    }
    const traces = new Map([...first].map(([path, { pieces }]) => [path, pieces]))
    return { recorded: spread(delays), words: words.length > 0 ? spread(words) : null, events, missing, traces }
  },
  leave() {
    for (const { socket } of audience.splice(0)) socket.resetAndDestroy()
    first.clear()
  },
})
