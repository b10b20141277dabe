import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import fastify from 'fastify'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { Batch } from './frame.ts'
import { patience } from './reader.ts'
import { openSse, type Sse } from './sse.ts'
import { listen } from './testing/listen.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** A server whose only route is a stream; `streams` resolves with each that is opened. */
async function stage(options: Parameters<typeof openSse>[1] = {}, before = async () => undefined as unknown) {
  const app = fastify({ forceCloseConnections: true })
  let opened = Promise.withResolvers<Sse>()
  app.get('/', async (_request, reply) => {
    await before()
    reply.header('x-debate', 'd1')
    opened.resolve(openSse(reply, options))
    return reply
  })
  const url = await app.listen({ port: 0 })
  onTestFinished(() => app.close())
  return {
    url,
    app,
    async next(): Promise<Sse> {
      const sse = await opened.promise
      opened = Promise.withResolvers<Sse>()
      return sse
    },
  }
}

/** Writes until the reader is dropped; answers the bytes that it took. */
async function flood(sse: Sse): Promise<number> {
  const batch = new Batch([{ seq: 1, type: 'x', text: JSON.stringify('y'.repeat(100_000)) }])
  let bytes = 0
  while (!sse.gone.aborted) {
    sse.write(batch)
    bytes += batch.sse.length
    await new Promise((resolve) => setImmediate(resolve))
  }
  return bytes
}

it('sends events, comments and the headers of the reply, and splits data at its line breaks', async () => {
  const { url, next } = await stage({ retryMs: 2000 })
  const client = await listen(url)
  const sse = await next()
  sse.send({ comment: 'hello' })
  sse.send({ id: '1', event: 'greeting', data: 'one\ntwo\r\nthree' })
  sse.write(new Batch([]))
  sse.end()
  expect(await client.over).toBe('ended')
  expect(client.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'x-debate': 'd1' })
  expect(client.comments).toEqual(['hello'])
  expect(client.messages).toEqual([{ id: '1', event: 'greeting', data: 'one\ntwo\nthree' }])
  expect(sse.gone.aborted).toBe(true)
})

it('answers with its head at once, though there is nothing to say yet', async () => {
  const { url, next } = await stage()
  const client = await listen(url)
  expect(client.status).toBe(200)
  ;(await next()).end()
})

it('shows every 15 s that the line holds', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { url, next } = await stage()
  const client = await listen(url)
  const sse = await next()
  vi.advanceTimersByTime(45_000)
  sse.end()
  await client.over
  expect(client.comments).toEqual(['ping', 'ping', 'ping'])
  expect(vi.getTimerCount()).toBe(0)
})

it('says when the client has gone', async () => {
  const { url, next } = await stage()
  const client = await listen(url)
  const sse = await next()
  client.leave()
  await once(sse.gone, 'abort')
  sse.send({ data: 'to nobody' })
  await sse.drained()
})

it('knows of a client that left before the stream was opened', async () => {
  const left = Promise.withResolvers<void>()
  const { url, app, next } = await stage({}, () => left.promise)
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(app.server, 'request')
  socket.destroy()
  await expect.poll(() => connections(app), { interval: 5 }).toBe(0)
  left.resolve()
  expect((await next()).gone.aborted).toBe(true)
})

it('cuts off a client that does not read, once so much waits for it, and another one hears nothing of that', async () => {
  const { url, next } = await stage()
  const [paused, pausedSse] = [await listen(url), await next()]
  const [client, sse] = [await listen(url), await next()]
  paused.pause()
  const bytes = await flood(pausedSse)
  // What the system keeps for a socket comes on top of what waits in the process.
  expect(bytes).toBeGreaterThan(patience)
  expect(bytes).toBeLessThan(64 * 1024 * 1024)
  sse.send({ data: 'still here' })
  expect((await client.until(({ data }) => data !== '')).data).toBe('still here')
  sse.end()
})

it('cuts off a client that takes a minute over what it was given', async () => {
  const { url, next } = await stage()
  const client = await listen(url)
  client.pause()
  const sse = await next()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  sse.send({ data: 'y'.repeat(20_000_000) })
  const drained = sse.drained()
  vi.advanceTimersByTime(59_999)
  expect(sse.gone.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  await drained
  expect(sse.gone.aborted).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
})

it('does not let a client that does not read keep the server from closing', async () => {
  const { url, app, next } = await stage()
  const client = await listen(url)
  client.pause()
  const sse = await next()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  sse.send({ data: 'y'.repeat(20_000_000) })
  sse.end()
  expect(await connections(app)).toBe(1)
  vi.advanceTimersByTime(5000)
  vi.useRealTimers()
  await expect.poll(() => connections(app), { interval: 5 }).toBe(0)
})

const connections = ({ server }: { readonly server: Server }): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))))
