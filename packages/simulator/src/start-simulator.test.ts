import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { aboutHeader, ask, textOf, wholeText, wireNames } from './testing/asking.ts'
import { exchange } from './testing/exchange.ts'
import { wires } from './testing/wires.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
beforeEach(() => simulator.reset())
afterAll(async () => {
  await simulator.close()
})
const json = async (path: string, init?: RequestInit) => (await fetch(simulator.url + path, init)).json()

test('an OpenAI stream is framed as OpenAI frames it', async () => {
  const { text, headers } = await ask(simulator.url, 'openai', 'ada+tokens=3+chunks=2')
  expect(headers['content-type']).toBe('text/event-stream; charset=utf-8')
  expect(headers['x-request-id']).toMatch(/^req_/)
  expect(headers['x-ratelimit-remaining-requests']).toBe('9999')
  const chunk = (rest: string) =>
    `data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"ada+tokens=3+chunks=2","service_tier":"default","system_fingerprint":"fp_simulator","choices":[${rest}}\n\n`
  const choice = (delta: string, finish: string) =>
    chunk(`{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}],"usage":null`)
  expect(text.replaceAll(/"chatcmpl-\w+"/g, '"ID"').replaceAll(/"created":\d+/g, '"created":0')).toBe(
    choice('{"role":"assistant","content":"","refusal":null}', 'null') +
      choice('{"content":"This i"}', 'null') +
      choice('{"content":"s simu"}', 'null') +
      choice('{}', '"stop"') +
      chunk(
        '],"usage":{"prompt_tokens":3,"completion_tokens":3,"total_tokens":6,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}',
      ) +
      'data: [DONE]\n\n',
  )
})

test('an OpenAI stream tells its usage only where it is asked to', async () => {
  const { text } = await ask(simulator.url, 'openai', 'ada', { more: { stream_options: undefined } })
  expect(text).not.toContain('usage')
})

test('an Anthropic stream is framed as Anthropic frames it', async () => {
  const { text, headers } = await ask(simulator.url, 'anthropic', 'ada+tokens=3+chunks=2')
  expect(headers['request-id']).toMatch(/^req_/)
  expect(headers['anthropic-ratelimit-requests-reset']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  const event = (type: string, rest: string) => `event: ${type}\ndata: {"type":"${type}"${rest}}\n\n`
  const usage = (output: number) =>
    `"usage":{"input_tokens":3,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":${output}}`
  expect(text.replaceAll(/"msg_\w+"/g, '"ID"')).toBe(
    event(
      'message_start',
      `,"message":{"model":"ada+tokens=3+chunks=2","id":"ID","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,${usage(1)}}`,
    ) +
      event('content_block_start', ',"index":0,"content_block":{"type":"text","text":""}') +
      event('ping', '') +
      event('content_block_delta', ',"index":0,"delta":{"type":"text_delta","text":"This i"}') +
      event('content_block_delta', ',"index":0,"delta":{"type":"text_delta","text":"s simu"}') +
      event('content_block_stop', ',"index":0') +
      event('message_delta', `,"delta":{"stop_reason":"end_turn","stop_sequence":null},${usage(3)}`) +
      event('message_stop', ''),
  )
})

describe.each(wireNames)('over %s', (wire) => {
  const { path, wrong, message, cap, ends } = wires[wire]

  test('a whole answer says the same as a streamed one', async () => {
    const whole = await ask(simulator.url, wire, 'ada+tokens=30', { stream: false })
    const streamed = await ask(simulator.url, wire, 'ada+tokens=30')
    expect(whole).toMatchObject({ status: 200, whole: true })
    expect(wholeText(wire, whole.text)).toBe(textOf(wire, streamed.text))
    expect(wholeText(wire, whole.text)).toHaveLength(120)
  })
  test('the cap on the output is kept', async () => {
    const { text } = await ask(simulator.url, wire, 'ada+tokens=50', { more: cap(10) })
    expect(textOf(wire, text)).toHaveLength(40)
    expect(text).toContain(ends.length)
  })
  test('latency comes before the headers, pace after each chunk', async () => {
    const { ms, parts } = await ask(simulator.url, wire, 'ada+latency=60+pace=10+tokens=20+chunks=5')
    expect(ms).toBeGreaterThan(105)
    expect(parts.length).toBeGreaterThanOrEqual(5)
    expect((await ask(simulator.url, wire, 'ada+pace=10+tokens=20+chunks=5', { stream: false })).ms).toBeGreaterThan(48)
  })
  test('the path can say it, for clients that cannot change the model', async () => {
    expect((await ask(simulator.url, wire, 'ada', { settings: 'latency=1,fault=503' })).status).toBe(503)
    expect((await ask(simulator.url, wire, 'ada', { settings: 'answer=a%2Cb' })).status).toBe(200)
  })
  test('what is not understood is a 400 that says what would be', async () => {
    const fault = await ask(simulator.url, wire, 'ada+fault=nix')
    expect(fault.status).toBe(400)
    expect(message(JSON.parse(fault.text))).toContain('Known: 400, ')
    for (const body of wrong) {
      const { status, text } = await exchange(simulator.url, path('ada', true), body)
      expect(status).toBe(400)
      expect(message(JSON.parse(text))).toBeTypeOf('string')
    }
    const about = await ask(simulator.url, wire, 'ada', { headers: { 'x-quorum-about': '%7B' } })
    expect(message(JSON.parse(about.text))).toContain('x-quorum-about')
  })
})

test('the models are listed in either vendor’s shape', async () => {
  expect(await json('/v1/models')).toMatchObject({ object: 'list', data: [{ id: 'ada', object: 'model' }, {}, {}, {}, {}] })
  const anthropic = await json('/v1/models', { headers: { 'anthropic-version': '2023-06-01' } })
  expect(anthropic).toMatchObject({ has_more: false, first_id: 'ada', data: [{ type: 'model' }, {}, {}, {}, {}] })
})
test('an unknown path is a 404', async () => {
  expect((await fetch(`${simulator.url}/v1/completions`, { method: 'POST' })).status).toBe(404)
  expect((await fetch(`${simulator.url}/v1/messages`)).status).toBe(404)
})

describe('the journal', () => {
  test('says what was asked, by which turn, and what was sent', async () => {
    await ask(simulator.url, 'openai', 'ada+tokens=8+chunks=4', { headers: aboutHeader({ turnId: '2.1', attempt: 3, act: 'ballot' }) })
    await ask(simulator.url, 'anthropic', 'bob+fault=529', { stream: false })
    expect(simulator.requests()).toMatchObject([
      {
        number: 1,
        path: '/v1/chat/completions',
        model: 'ada+tokens=8+chunks=4',
        turnId: '2.1',
        attempt: 3,
        seat: 'Ada',
        act: 'ballot',
        stream: true,
      },
      { number: 2, path: '/v1/messages', fault: '529', status: 529, stream: false, turnId: null, completed: true, chunks: 0, tokens: 0 },
    ])
    expect(simulator.requests()[0]).toMatchObject({ received: true, completed: true, left: false, broken: false, chunks: 4, status: 200 })
    expect(await json('/__journal')).toEqual(simulator.requests())
  })
  test('says when the client left, and what a vendor would bill by then', async () => {
    await ask(simulator.url, 'openai', 'ada+pace=5+tokens=2000', { enough: 2000 })
    await expect.poll(() => simulator.requests()[0]).toMatchObject({ left: true, completed: false, status: 200 })
    const { chunks, tokens } = simulator.requests()[0] ?? { chunks: 0, tokens: 0 }
    expect(tokens).toBe(chunks)
    expect(tokens).toBeLessThan(1000)
    await ask(simulator.url, 'openai', 'ada+latency=5000', { quiet: 30 })
    await expect.poll(() => simulator.requests()[1]).toMatchObject({ left: true, status: null, chunks: 0, tokens: 0 })
  })
  test('says when a request did not arrive in full', async () => {
    await exchange(simulator.url, '/v1/messages', '{', { headers: { 'content-length': '100' }, quiet: 30 })
    await expect.poll(() => simulator.requests()).toMatchObject([{ received: false, left: true, model: '', status: null }])
  })
  test('notes a request before it is answered', async () => {
    const asking = ask(simulator.url, 'openai', 'ada+latency=80')
    await expect.poll(() => simulator.requests()).toMatchObject([{ ended: null, completed: false }])
    await asking
    await expect.poll(() => simulator.requests()).toMatchObject([{ ended: expect.any(Number), completed: true }])
  })
  test('is forgotten on request, with the counts of the faults', async () => {
    const asked = async () => (await ask(simulator.url, 'openai', 'ada+fault=500*1')).status
    expect([await asked(), await asked()]).toEqual([500, 200])
    expect(await json('/__reset', { method: 'POST' })).toEqual({})
    expect(simulator.requests()).toEqual([])
    expect(await asked()).toBe(500)
    expect(simulator.requests()).toMatchObject([{ number: 1 }])
  })
})

test('closing breaks off what is being answered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  const journal = join(folder, 'journal.jsonl')
  const own = await startSimulator({ journal })
  const asking = Promise.all(
    ['silent', 'headers-only', 'endless'].map((fault) => ask(own.url, 'openai', `ada+fault=${fault}`, { quiet: 5_000 })),
  )
  await expect.poll(() => own.requests().length).toBe(3)
  await own.close()
  expect((await asking).map(({ ended }) => ended)).not.toContain('open')
  expect(readFileSync(journal, 'utf8').trim().split('\n')).toHaveLength(6)
  rmSync(folder, { recursive: true })
})
test('a port that is taken is an error', async () => {
  await expect(startSimulator({ port: Number(new URL(simulator.url).port) })).rejects.toThrow('EADDRINUSE')
})
