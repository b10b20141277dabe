import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Rig } from '../testing/rig.ts'
import { debates, endOf, openModels } from './testing/debate-models.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openModels()
})
afterAll(() => rig?.close())

const url = '/v1/chat/completions'
let number = 0
const body = (model: string) => ({ model, messages: [{ role: 'user', content: `Tabs or spaces, for the ${number++}th time?` }] })
const ask = (asked: object, headers: Record<string, string> = {}) => rig.ask('POST', url, asked, headers)
type Completion = { quorum: { debate_id: string } }

it('says that a client shall not ask again once something was paid, and leaves it to the client before', async () => {
  const paid = await ask(body('quorum/paid'))
  expect([paid.status, paid.headers.get('x-should-retry')]).toEqual([502, 'false'])
  const unpaid = await ask(body('quorum/unpaid'))
  expect([unpaid.status, unpaid.headers.get('x-should-retry')]).toEqual([502, null])
  expect(unpaid.json()).toEqual({
    error: {
      message: expect.stringMatching(/ended without a verdict \(failed.*Missing were .*auth.*To go on: check the keys/),
      type: 'server_error',
      param: null,
      code: 'debate_failed',
    },
  })
})

it('answers the same call under the same idempotency key once, and refuses another one under it', async () => {
  const asked = body('quorum/agreed')
  const key = { 'idempotency-key': 'one' }
  const first = (await ask(asked, key)).json<Completion>()
  const again = (await ask(asked, key)).json<Completion>()
  expect(again.quorum.debate_id).toBe(first.quorum.debate_id)
  const other = await ask(body('quorum/agreed'), key)
  expect([other.status, other.json()]).toMatchObject([422, { error: { code: 'unprocessable' } }])
})

it('joins the debate of a call that a client says it repeats, and opens another one for a call that is new', async () => {
  const asked = body('quorum/agreed')
  const first = (await ask(asked)).json<Completion>()
  const repeated = (await ask(asked, { 'x-stainless-retry-count': '1' })).json<Completion>()
  expect(repeated).toMatchObject({ quorum: { debate_id: first.quorum.debate_id, verdict: 'Tabs' } })
  const fresh = (await ask(asked, { 'x-stainless-retry-count': '0' })).json<Completion>()
  expect(fresh.quorum.debate_id).not.toBe(first.quorum.debate_id)
})

it('gives equal calls one debate while it is under way', async () => {
  const asked = { ...body('quorum/endless'), stream: true }
  const begin = async (more: object = {}) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(rig.url + url, { method: 'POST', body: JSON.stringify({ ...asked, ...more }), headers })
    return { id: response.headers.get('x-quorum-debate-id') ?? '', text: response.text() }
  }
  const [one, same, other] = [await begin(), await begin(), await begin({ seed: 1 })]
  expect([same.id === one.id, other.id === one.id]).toEqual([true, false])
  for (const id of [one.id, other.id]) await rig.room.send(id, { type: 'stop' })
  for (const { text } of [one, same, other]) expect(await text).toContain('debate_stopped')
})

it('says where a debate is paused for want of money, and how to go on', async () => {
  const paused = await ask(body('quorum/dear'))
  expect([paused.status, paused.headers.get('x-should-retry'), paused.json()]).toMatchObject([
    400,
    'false',
    { error: { code: 'debate_paused', message: expect.stringContaining('/resume') } },
  ])
  const [id = ''] = await debates(rig)
  expect(await rig.room.show(id)).toMatchObject({ status: 'paused', pausedFor: 'budget' })
})

it('sends events as OpenAI writes them, and tells the debate from the first one on', async () => {
  const { headers, text } = await ask({ ...body('quorum/agreed'), stream: true })
  expect(headers.get('content-type')).toContain('text/event-stream')
  const lines = text.split('\n').filter((line) => line.startsWith('data: '))
  expect(JSON.parse(lines[0]?.slice(6) ?? '')).toMatchObject({ quorum: { debate_id: headers.get('x-quorum-debate-id') } })
  expect(lines.at(-1)).toBe('data: [DONE]')
  expect(text).not.toContain('event: ')
})

it('ends a stream that fails with an error, and without a verdict', async () => {
  const { text } = await ask({ ...body('quorum/late'), stream: true })
  const last = text.trimEnd().split('\n').at(-1) ?? ''
  expect(JSON.parse(last.slice(6))).toMatchObject({ error: { type: 'server_error', code: 'deadline' } })
  expect(text).not.toContain('[DONE]')
})

it('asks for a key where one is needed, in OpenAI’s words', async () => {
  const locked = await openModels({ server: { auth: true } })
  for (const headers of [{}, { authorization: 'Bearer sk-wrong' }]) {
    const { status, json } = await locked.ask('POST', url, body('quorum/agreed'), headers)
    expect([status, json()]).toMatchObject([401, { error: { type: 'invalid_request_error', code: 'invalid_api_key', param: null } }])
  }
  await locked.close()
})

it('tells a call, when the server goes, to come back, and lets its debate go on', async () => {
  const going = await openModels()
  const asked = going.ask('POST', url, body('quorum/endless'))
  for (let id: string | undefined; !id; [id] = await debates(going)) await new Promise(setImmediate)
  const [, answer] = await Promise.all([going.server.close(), asked])
  expect([answer.status, answer.headers.get('x-should-retry'), answer.json()]).toMatchObject([503, 'true', { error: { code: 'draining' } }])
  await going.vendor.close()
})

it('stops the debate of a client that left before it was even open', async () => {
  const hasty = await openModels({ server: { calls: { graceMs: 0 } } })
  const aborter = new AbortController()
  const sent = fetch(hasty.url + url, {
    method: 'POST',
    body: JSON.stringify(body('quorum/endless')),
    headers: { 'content-type': 'application/json' },
    signal: aborter.signal,
  })
  for (let id: string | undefined; !id; [id] = await debates(hasty)) await new Promise(setImmediate)
  aborter.abort()
  await expect(sent).rejects.toThrow()
  const [id = ''] = await debates(hasty)
  expect(await endOf(hasty, id)).toBe('stopped')
  await hasty.close()
})
