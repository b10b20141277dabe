import { describe, expect, test } from 'vitest'
import { loopback, sendJson } from '../testing/loopback.ts'
import { createClient } from './client.ts'
import { QuorumError } from './quorum-error.ts'

const question = { motion: { question: 'Tabs or spaces?' } }
const problem = (status: number, code: string) => ({
  type: 'about:blank',
  title: 'No',
  status,
  code,
  detail: `The way out of ${code}.`,
  requestId: 'r-1',
})
const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no refusal',
    (error: unknown) => error,
  )

describe('the client', () => {
  test('asks as the table says, with the key', async () => {
    const { url, asked } = await loopback((response) => sendJson(response, 200, { debates: [], next: null }))
    const client = createClient({ baseUrl: `${url}/`, apiKey: 'qk_1' })
    await client.debates.list({ q: 'a & b', limit: 5 })
    await client.debates.rename('d/1', { title: 'New' })
    expect(asked.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/api/v1/debates?q=a+%26+b&limit=5', ''],
      ['PATCH', '/api/v1/debates/d%2F1', '{"title":"New"}'],
    ])
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer qk_1', 'Bearer qk_1'])
  })

  test('sends an empty body where one may be left out, and text and bytes as they are', async () => {
    const { url, asked } = await loopback((response) => sendJson(response, 202, { commandId: 'c' }))
    const client = createClient({ baseUrl: url, backoffMs: 1 })
    await client.debates.pause('d')
    await client.debates.import('{"seq":1}\n')
    await client.upload('notes.txt', 'ä')
    expect(asked.map(({ headers, body }) => [headers['content-type'], body])).toEqual([
      ['application/json', '{}'],
      ['application/x-ndjson', '{"seq":1}\n'],
      ['application/octet-stream', 'ä'],
    ])
  })

  test('answers text where the operation does', async () => {
    const { url } = await loopback((response) => void response.writeHead(200, { 'content-type': 'text/markdown' }).end('# Verdict'))
    expect(await createClient({ baseUrl: url, backoffMs: 1 }).debates.export('d', 'md')).toBe('# Verdict')
  })

  test('throws a problem with all that it says', async () => {
    const body = { ...problem(400, 'bad-request'), errors: [{ path: 'motion', message: 'is missing' }] }
    const { url } = await loopback((response) => sendJson(response, 400, body, { 'retry-after': '7' }))
    const error = await refusal(createClient({ baseUrl: url, backoffMs: 1 }).debates.get('d'))
    expect(error).toBeInstanceOf(QuorumError)
    expect(error).toMatchObject({
      code: 'bad-request',
      status: 400,
      detail: 'The way out of bad-request.',
      requestId: 'r-1',
      retryAfter: 7,
      errors: [{ path: 'motion', message: 'is missing' }],
    })
  })

  test("throws OpenAI's errors, and what a proxy says, alike", async () => {
    const { url } = await loopback((response, _, times) =>
      times === 1
        ? sendJson(response, 404, { error: { message: 'No such model.', code: 'not-found' } })
        : void response.writeHead(418).end('<html>'),
    )
    const client = createClient({ baseUrl: url, backoffMs: 1 })
    expect(await refusal(client.call('listCompatibleModels'))).toMatchObject({ code: 'not-found', message: 'No such model.' })
    expect(await refusal(client.models())).toMatchObject({ code: 'unknown', status: 418 })
  })

  test('repeats a start whose answer was lost under one key, so that it happens once', async () => {
    const { url, asked } = await loopback((response, _, times) =>
      times < 3 ? void response.destroy() : sendJson(response, 201, { id: 'd' }),
    )
    expect(await createClient({ baseUrl: url, backoffMs: 1 }).debates.start(question)).toMatchObject({ id: 'd' })
    const keys = asked.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
  })

  test('uses a key of the caller, and another one for each start without', async () => {
    const { url, asked } = await loopback((response) => sendJson(response, 201, { id: 'd' }))
    const client = createClient({ baseUrl: url, backoffMs: 1 })
    await client.debates.start(question, { idempotencyKey: 'mine' })
    await client.debates.start(question)
    await client.debates.start(question)
    const keys = asked.map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toBe('mine')
    expect(new Set(keys).size).toBe(3)
  })

  test('asks again where the server is not ready, and gives up after its retries', async () => {
    const { url, asked } = await loopback((response) => sendJson(response, 503, problem(503, 'busy'), { 'retry-after': '0' }))
    expect(await refusal(createClient({ baseUrl: url, backoffMs: 1 }).models())).toMatchObject({ code: 'busy' })
    expect(asked).toHaveLength(3)
    expect(await refusal(createClient({ baseUrl: url, backoffMs: 1, retries: 0 }).models())).toMatchObject({ code: 'busy' })
    expect(asked).toHaveLength(4)
  })

  test('never repeats what would happen twice', async () => {
    const { url, asked } = await loopback((response) => void response.destroy())
    const client = createClient({ baseUrl: url, backoffMs: 1 })
    expect(await refusal(client.webhooks.create({ url: 'https://example.com' }))).toMatchObject({ code: 'unreachable', status: 0 })
    expect(asked).toHaveLength(1)
  })

  test('does not wait for longer than somebody would', async () => {
    const { url, asked } = await loopback((response) => sendJson(response, 429, problem(429, 'too-many'), { 'retry-after': '3600' }))
    expect(await refusal(createClient({ baseUrl: url, backoffMs: 1 }).models())).toMatchObject({ code: 'too-many', retryAfter: 3600 })
    expect(asked).toHaveLength(1)
  })

  test('stops at once when its signal fires, while it asks and while it waits', async () => {
    const stop = new AbortController()
    const { url, asked } = await loopback((response, _, times) => {
      if (times === 1) sendJson(response, 503, problem(503, 'busy'), { 'retry-after': '20' })
      setImmediate(() => stop.abort(new Error('enough')))
    })
    const client = createClient({ baseUrl: url, backoffMs: 1 })
    expect(await refusal(client.models({ signal: stop.signal }))).toMatchObject({ message: 'enough' })
    expect(await refusal(client.models({ signal: AbortSignal.abort(new Error('before')) }))).toMatchObject({ message: 'before' })
    expect(asked).toHaveLength(1)
  })

  test('leads nowhere else by an id of dots', async () => {
    const { url, asked } = await loopback((response) => sendJson(response, 200, {}))
    for (const id of ['', '.', '..'])
      expect(await refusal(createClient({ baseUrl: url, backoffMs: 1 }).debates.get(id))).toBeInstanceOf(TypeError)
    expect(asked).toEqual([])
  })
})
