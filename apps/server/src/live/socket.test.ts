import { once } from 'node:events'
import { request } from 'node:http'
import fastify from 'fastify'
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { openKeyed } from '../testing/keyed.ts'
import { openRig, quick, type Rig } from '../testing/rig.ts'
import { Batch } from './frame.ts'
import { patience } from './reader.ts'
import { socketReader } from './socket-reader.ts'
import { connect } from './testing/connect.ts'
import { listen } from './testing/listen.ts'
import { isWebSocket, takeUpgrades, type Upgraded } from './upgrade.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())
afterEach(() => {
  vi.useRealTimers()
})

const socketOf = (id: string, at: Rig = rig) => `${at.url}/api/v1/debates/${id}/ws`
const opened = async (body: object, at: Rig = rig, by = {}) => (await at.ask('POST', '/api/v1/debates', body, by)).json<{ id: string }>().id
const talk = { ...quick, panel: ['ada', 'bob'].map((name) => ({ model: `sim/${name}+chunks=20+pace=3`, name })) }
const thinking = { ...quick, panel: ['ada', 'bob'].map((name) => ({ model: `sim/${name}+latency=60000`, name })) }
const textsOf = async (id: string, after = 0) => (await rig.store.read(id, after, 1000)).map(({ text }) => text)
async function ended(body: object): Promise<{ readonly id: string; readonly head: number }> {
  const id = await opened(body)
  await expect.poll(async () => (await rig.room.row(id)).endedAt, { interval: 5 }).not.toBe(null)
  return { id, head: (await rig.room.row(id)).head }
}

it('tells the same as the stream of events, and closes as complete', async () => {
  // It waits for a person until both of them listen, however long that takes.
  const id = await opened({
    ...talk,
    panel: [...talk.panel, { person: true, name: 'Ann' }],
    protocol: { name: 'roundtable' },
    limits: { rounds: 2 },
  })
  await expect.poll(async () => (await rig.room.row(id)).status, { interval: 5, timeout: 10_000 }).toBe('paused')
  const client = await connect(socketOf(id))
  const stream = await listen(`${rig.url}/api/v1/debates/${id}/events`)
  expect(await client.command({ type: 'speak', argument: 'A bun is bread.', answer: 'yes' })).toMatchObject({ type: 'accepted' })
  await client.until(({ type }) => type === 'turn-delta')
  expect(await client.command({ type: 'finish' })).toMatchObject({ type: 'accepted' })
  expect(await client.over).toMatchObject({ code: 1000 })
  await stream.over
  expect(client.recorded()).toEqual(await textsOf(id))
  expect(client.recorded()).toEqual(stream.messages.flatMap((message) => (message.id === undefined ? [] : [message.data])))
  expect(client.texts.some((text) => text.includes('"turn-delta"'))).toBe(true)
  expect(client.socket.extensions).toBe('')
})

it('goes on after a seq, begins anew beyond the last one, and has nothing to say at the end', async () => {
  const { id, head } = await ended(quick)
  const rest = await connect(`${socketOf(id)}?after=3`)
  expect(await rest.over).toMatchObject({ code: 1000 })
  expect(rest.texts).toEqual(await textsOf(id, 3))
  const beyond = await connect(`${socketOf(id)}?after=${head + 1}`)
  await beyond.over
  expect(JSON.parse(beyond.texts[0] ?? '')).toMatchObject({ type: 'reset' })
  expect(beyond.recorded()).toEqual(await textsOf(id))
  const nothing = await connect(`${socketOf(id)}?after=${head}`)
  expect(await nothing.over).toMatchObject({ code: 1000 })
  expect(nothing.texts).toEqual([])
})

it('takes commands and answers each by the name that its client gave it', async () => {
  const id = await opened(thinking)
  const client = await connect(socketOf(id))
  expect(await client.command({ type: 'interject', text: 'Be brief.', to: 'ada' })).toMatchObject({
    type: 'accepted',
    commandId: expect.any(String),
  })
  expect(await client.until(({ type }) => type === 'human-spoke')).toMatchObject({ text: 'Be brief.', to: 'ada' })
  expect(await client.command({ type: 'vote', answer: 'yes' })).toMatchObject({ type: 'accepted' })
  expect(await client.command({ type: 'extend', rounds: 1 })).toMatchObject({ type: 'accepted' })
  await client.until(({ type }) => type === 'limits-extended')
  expect(await client.command({ type: 'pause' })).toMatchObject({ type: 'accepted' })
  expect(await client.command({ type: 'resume' })).toMatchObject({ type: 'accepted' })
  expect(await client.command({ type: 'stop' })).toMatchObject({ type: 'accepted' })
  expect(await client.until(({ type }) => type === 'debate-ended')).toMatchObject({ status: 'stopped' })
  expect(await client.over).toMatchObject({ code: 1000 })
  expect(client.recorded()).toEqual(await textsOf(id))
})

it('says what is wrong with a command, and goes on', async () => {
  const id = await opened(thinking)
  const client = await connect(socketOf(id))
  expect(await client.command({ type: 'interject', text: 'Hello?', to: 'nobody' })).toMatchObject({
    type: 'problem',
    status: 422,
    code: 'unprocessable',
  })
  expect(await client.command({ type: 'dance' })).toMatchObject({ type: 'problem', status: 400, errors: [{ path: 'type' }] })
  expect(await client.command({ type: 'vote' })).toMatchObject({ type: 'problem', status: 400 })
  expect(await client.command({ type: 'pause', __proto__: null, more: 1 })).toMatchObject({ type: 'problem', status: 400 })
  for (const nonsense of ['', 'x', '[]', '1', `{"a":${'['.repeat(100)}${']'.repeat(100)}}`]) {
    const before = client.texts.length
    client.socket.send(nonsense)
    await expect
      .poll(() => client.texts.slice(before).map((text) => JSON.parse(text)), { interval: 5 })
      .toContainEqual(expect.objectContaining({ type: 'problem', status: 400 }))
  }
  expect(await client.command({ type: 'stop' })).toMatchObject({ type: 'accepted' })
  await client.over
})

it('answers commands in their order, however many come at once', async () => {
  const id = await opened(thinking)
  const client = await connect(socketOf(id))
  const texts = Array.from({ length: 100 }, (_, index) => `Point ${index}.`)
  const answers = await Promise.all(texts.map((text) => client.command({ type: 'interject', text })))
  expect(answers.every(({ type }) => type === 'accepted')).toBe(true)
  expect(client.texts.map((text) => JSON.parse(text)).flatMap(({ type, id: name }) => (type === 'accepted' ? [name] : []))).toEqual(
    texts.map((_, index) => `c${index + 1}`),
  )
  await client.command({ type: 'stop' })
  await client.over
  const said = (await rig.room.events(id)).flatMap((event) => (event.type === 'human-spoke' ? [event.text] : []))
  expect(said).toEqual(texts)
})

it('takes no message that is larger than a body may be', async () => {
  const id = await opened(thinking)
  const client = await connect(socketOf(id))
  client.socket.send('x'.repeat(256 * 1024 + 1))
  expect(await client.over).toMatchObject({ code: 1009 })
  await rig.room.send(id, { type: 'stop' })
})

it('is refused as a request before anything is upgraded', async () => {
  const { id } = await ended(quick)
  await expect(connect(socketOf('nowhere'))).rejects.toThrow('404')
  await expect(connect(socketOf(id), { origin: 'https://elsewhere.example' })).rejects.toThrow('403')
  await expect(connect(socketOf(id), { headers: { host: 'rebound.example' } })).rejects.toThrow('403')
  await expect(connect(`${rig.url}/api/v1/nothing`)).rejects.toThrow('404')
  await expect(connect(`${rig.url}/api/v1/debates/${id}`)).rejects.toThrow('200')
  await (await connect(socketOf(id), { origin: rig.url })).over
  const plain = await rig.ask('GET', `/api/v1/debates/${id}/ws`)
  expect([plain.status, plain.headers.get('upgrade')]).toEqual([426, 'websocket'])
  expect(plain.json()).toMatchObject({ code: 'upgrade-required' })
})

it('leaves requests alone that offer another protocol', async () => {
  const sent = request(`${rig.url}/api/v1/debates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' },
  })
  sent.end(JSON.stringify(quick))
  const [response] = await once(sent, 'response')
  expect(response.statusCode).toBe(201)
  response.resume()
})

it('asks strangers for a key, readers for a better one to steer, and lets a ticket in once', async () => {
  const keyed = await openKeyed()
  onTestFinished(() => keyed.close())
  const [reader, runner] = [await keyed.key({ scope: 'read' }), await keyed.key({ scope: 'run' })]
  const id = await opened(thinking, keyed, runner.by)
  await expect(connect(socketOf(id, keyed))).rejects.toThrow('401')
  const reading = await connect(socketOf(id, keyed), { headers: reader.by })
  await reading.until(({ type }) => type === 'debate-opened')
  expect(await reading.command({ type: 'stop' })).toMatchObject({ type: 'problem', status: 403, code: 'forbidden' })
  const made = await keyed.ask('POST', '/api/v1/tickets', { debateId: id }, runner.by)
  const { ticket } = made.json<{ ticket: string }>()
  const running = await connect(`${socketOf(id, keyed)}?ticket=${ticket}`)
  await expect(connect(`${socketOf(id, keyed)}?ticket=${ticket}`)).rejects.toThrow('401')
  await keyed.ask('DELETE', `/api/v1/keys/${reader.id}`, undefined, keyed.admin)
  expect(await reading.over).toMatchObject({ code: 1006 })
  expect(await running.command({ type: 'stop' })).toMatchObject({ type: 'accepted' })
  expect(await running.over).toMatchObject({ code: 1000 })
})

it('counts commands as requests, and has who gave them in the audit', async () => {
  const keyed = await openKeyed()
  onTestFinished(() => keyed.close())
  const { id: keyId, by } = await keyed.key({ perMinute: 3 })
  const id = await opened(thinking, keyed, keyed.admin)
  const client = await connect(socketOf(id, keyed), { headers: by })
  expect(await client.command({ type: 'interject', text: 'One.' })).toMatchObject({ type: 'accepted' })
  expect(await client.command({ type: 'interject', to: 'nobody', text: 'Two.' })).toMatchObject({ status: 422 })
  expect(await client.command({ type: 'stop' })).toMatchObject({ type: 'problem', status: 429, code: 'too-many' })
  const written = async () => {
    const { entries } = await keyed.get<{ entries: readonly Record<string, unknown>[] }>('/api/v1/audit')
    return entries.flatMap(({ principal, ...rest }) => (principal === `key:${keyId}` ? [rest] : []))
  }
  await expect.poll(written).toMatchObject([
    { action: 'interject', target: id, outcome: 202 },
    { action: 'interject', target: id, outcome: 422 },
  ])
  client.socket.terminate()
})

it('drops a client that does not read, once so much waits for it', async () => {
  const app = fastify({ forceCloseConnections: true, http: { shouldUpgradeCallback: isWebSocket } })
  onTestFinished(() => app.close())
  const upgrades = takeUpgrades(app)
  const opened = Promise.withResolvers<Upgraded>()
  app.get('/', async (request, reply) => {
    const upgraded = await upgrades.accept(request, reply)
    if (upgraded) opened.resolve(upgraded)
    return reply
  })
  const client = await connect(await app.listen({ port: 0 }))
  client.socket.pause()
  const upgraded = await opened.promise
  const reader = socketReader(upgraded, { over: false, settled: async () => undefined })
  const batch = new Batch([{ seq: 1, type: 'x', text: JSON.stringify('y'.repeat(100_000)) }])
  let bytes = 0
  while (!reader.gone.aborted) {
    expect(upgraded.socket.bufferedAmount).toBeLessThan(patience + 101_000)
    reader.write(batch)
    bytes += 100_000
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(bytes).toBeGreaterThan(patience)
  client.socket.resume()
  expect(await client.over).toMatchObject({ code: 1006 })
})

it('lets go of a client that does not answer pings', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const id = await opened(thinking)
  const client = await connect(socketOf(id), { autoPong: false })
  await client.until(({ type }) => type === 'turn-started')
  const pinged = once(client.socket, 'ping')
  vi.advanceTimersByTime(15_000)
  await pinged
  vi.advanceTimersByTime(15_000)
  expect(await client.over).toMatchObject({ code: 1006 })
  vi.useRealTimers()
  await rig.room.send(id, { type: 'stop' })
})

it('sends everybody elsewhere when the server drains', async () => {
  const going = await openRig()
  onTestFinished(() => going.vendor.close())
  const client = await connect(socketOf(await opened(thinking, going), going))
  await client.until(({ type }) => type === 'turn-started')
  const closing = going.server.close()
  expect(await client.over).toMatchObject({ code: 1012 })
  await closing
})
