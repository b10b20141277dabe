/** Run as a process of its own: server-sent events through `node:http` and nothing else, to as many, of as many bytes, at the same times. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryHeld, nowMs, serveTasks } from './child.ts'
import { cpuSince } from './cpu.ts'

/** What one watcher of a debate got: after how many milliseconds, how many bytes, in which events. */
export type Piece = { readonly ms: number; readonly bytes: number; readonly events: number }

const watchers = new Map<string, Set<ServerResponse>>()
const server = createServer(({ url = '/' }, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  response.write(': hello\n\n')
  const all = watchers.get(url) ?? new Set()
  watchers.set(url, all.add(response))
  response.on('close', () => all.delete(response))
})
server.listen(0, '127.0.0.1')

/** Sends what a watcher of a debate got, in pieces of the same size, to all who are on a path. */
async function replay(path: string, pieces: readonly Piece[], start: number, times: number[]): Promise<void> {
  for (const { ms, bytes, events } of pieces) {
    const wait = start + ms - performance.now()
    if (wait > 0) await sleep(wait)
    const rest = `event: x\ndata: ${'y'.repeat(Math.max(0, Math.floor(bytes / events) - 40))}\n\n`
    const seqs = Array.from({ length: events }, (_, index) => times.length + index)
    const text = Buffer.from(seqs.map((seq) => `id: ${seq}\n${rest}`).join(''))
    for (const seq of seqs) times[seq] = nowMs()
    for (const response of watchers.get(path) ?? []) response.write(text)
  }
}

export const tasks = serveTasks({
  url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  memory: () => memoryHeld(),
  async hold(traces: ReadonlyMap<string, readonly Piece[]>) {
    const since = cpuSince()
    const start = performance.now()
    const published = new Map([...traces.keys()].map((path) => [path, [0]]))
    await Promise.all([...traces].map(([path, pieces]) => replay(path, pieces, start, published.get(path) ?? [])))
    return { published, cpu: since(), ms: performance.now() - start }
  },
})
