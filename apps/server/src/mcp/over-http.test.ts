import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Keyed, openKeyed } from '../testing/keyed.ts'
import { openRig, type Rig } from '../testing/rig.ts'
import { agreed, ask, clientAt, debateIn, type Era, silent, wordsIn } from './testing/client.ts'

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
}
const accept = { accept: 'application/json, text/event-stream' }
const rpcError = (text: string) => (JSON.parse(text) as { error: { code: number; message: string } }).error

describe('at the door', () => {
  let rig: Keyed
  beforeAll(async () => {
    rig = await openKeyed()
  })
  afterAll(() => rig?.close())

  it('lets nobody in without a key, and says so as JSON-RPC', async () => {
    const answer = await rig.ask('POST', '/mcp', initialize, accept)
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(rpcError(answer.text)).toEqual({ code: -32000, message: expect.stringContaining('key') })
    await expect(clientAt(rig.url, 'legacy')).rejects.toThrow()
    await expect(clientAt(rig.url, 'auto')).rejects.toThrow()
  })

  it.each(['legacy', 'auto'] as const)('lets a key that may only read look, and open nothing (%s)', async (era) => {
    const [reader, runner] = await Promise.all([rig.key({ scope: 'read' }), rig.key({ scope: 'run' })])
    const [looks, opens] = await Promise.all([clientAt(rig.url, era, reader.by), clientAt(rig.url, era, runner.by)])
    const made = debateIn(await opens.callTool({ name: 'debate', arguments: ask(agreed) }))
    const seen = await looks.callTool({ name: 'get_debate', arguments: { debate_id: made.debate_id } })
    expect(debateIn(seen).answer).toBe('yes')
    for (const name of ['debate', 'start_debate']) {
      const refused = await looks.callTool({ name, arguments: ask(agreed) })
      expect([refused.isError, wordsIn(refused)]).toEqual([true, expect.stringContaining('a key of scope run')])
    }
    await Promise.all([looks.close(), opens.close()])
  })

  it.each(['legacy', 'auto'] as const)('shows no debate of another tenant (%s)', async (era) => {
    const [one, other] = await Promise.all(['one', 'other'].map((tenant) => rig.key({ scope: 'run', tenant })))
    const [mine, theirs] = await Promise.all([one, other].map((key) => clientAt(rig.url, era, key?.by)))
    const made = await mine?.callTool({ name: 'debate', arguments: ask(agreed) })
    const { debate_id, resource } = made ? debateIn(made) : { debate_id: '', resource: '' }
    expect(await theirs?.callTool({ name: 'get_debate', arguments: { debate_id } })).toMatchObject({ isError: true })
    await expect(theirs?.readResource({ uri: resource })).rejects.toThrow('There is no debate')
    expect((await theirs?.listResources())?.resources.map(({ uri }) => uri)).toEqual(['quorum://debates'])
    await Promise.all([mine?.close(), theirs?.close()])
  })

  it.each([
    'legacy',
    'auto',
  ] as const)('says of a debate that a debate asks for how deep it is, and ends that somewhere (%s)', async (era) => {
    const { by } = await rig.key({ scope: 'run' })
    const within = await clientAt(rig.url, era, { ...by, 'x-quorum-depth': '1' })
    const { debate_id: id } = debateIn(await within.callTool({ name: 'debate', arguments: ask(agreed) }))
    const [opened] = await rig.room.read(id, 0, 1)
    expect(JSON.parse(opened?.text ?? '')).toMatchObject({ type: 'debate-opened', depth: 1 })
    await within.close()
    const deep = await rig.ask('POST', '/mcp', initialize, { ...by, ...accept, 'x-quorum-depth': '2' })
    expect([deep.status, rpcError(deep.text).message]).toEqual([403, expect.stringContaining('within 2 debates')])
    await expect(clientAt(rig.url, era, { ...by, 'x-quorum-depth': '2' })).rejects.toThrow()
  })

  it('pays for each debate of a session from the day on which it is opened', async () => {
    const { id, by } = await rig.key({ scope: 'run', dailyUsd: 1 })
    const client = await clientAt(rig.url, 'legacy', by)
    const heldOn = async (day: string) => (await rig.store.ledger.accounts({ ids: [`day:${day}:key:${id}`] }))[0]?.held
    const today = new Date().toISOString().slice(0, 10)
    const tomorrow = new Date(Date.now() + 86_400_000)
    await client.callTool({ name: 'start_debate', arguments: ask(silent, { budget_usd: 0.4 }) })
    expect(await heldOn(today)).toBe(0.4e9)
    vi.useFakeTimers({ toFake: ['Date'], now: tomorrow })
    onTestFinished(() => void vi.useRealTimers())
    await client.callTool({ name: 'start_debate', arguments: ask(silent, { budget_usd: 0.3 }) })
    expect([await heldOn(today), await heldOn(tomorrow.toISOString().slice(0, 10))]).toEqual([0.4e9, 0.3e9])
    await client.close()
  })

  it('gives a session to whoever began it only', async () => {
    const [one, other] = await Promise.all([rig.key({ scope: 'run' }), rig.key({ scope: 'run' })])
    const begun = await rig.ask('POST', '/mcp', initialize, { ...accept, ...one.by })
    const session = { 'mcp-session-id': begun.headers.get('mcp-session-id') ?? '' }
    const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' }
    expect((await rig.ask('POST', '/mcp', list, { ...accept, ...session, ...one.by })).status).toBe(200)
    expect((await rig.ask('POST', '/mcp', list, { ...accept, ...session, ...other.by })).status).toBe(404)
  })

  it("ends the longest silent session of a caller who has too many, and nobody else's", async () => {
    const [one, other] = await Promise.all([rig.key({ scope: 'run' }), rig.key({ scope: 'run' })])
    const begin = async ({ by }: typeof one) => {
      const { headers } = await rig.ask('POST', '/mcp', initialize, { ...accept, ...by })
      return { ...accept, ...by, 'mcp-session-id': headers.get('mcp-session-id') ?? '' }
    }
    const theirs = await begin(other)
    const mine = []
    for (let count = 0; count < 51; count++) mine.push(await begin(one))
    const [first, second] = mine
    const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' }
    const known = [first, second, theirs].map(async (session) => (await rig.ask('POST', '/mcp', list, session)).status)
    expect(await Promise.all(known)).toEqual([404, 200, 200])
  })
})

describe('on the wire', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await openRig({ server: { mcp: { beatMs: 20 } } })
  })
  afterAll(() => rig?.close())

  it('refuses pages of other sites, whatever they ask', async () => {
    for (const method of ['POST', 'GET', 'DELETE']) {
      const answer = await rig.ask(method, '/mcp', method === 'POST' ? initialize : undefined, {
        ...accept,
        origin: 'https://evil.example',
      })
      expect([answer.status, rpcError(answer.text).message]).toEqual([403, expect.stringContaining('https://evil.example')])
    }
  })

  it('says of what it cannot read that it cannot', async () => {
    const headers = { ...accept, 'content-type': 'application/json' }
    const answer = await fetch(`${rig.url}/mcp`, { method: 'POST', headers, body: '{"jsonrpc"' })
    expect([answer.status, rpcError(await answer.text()).code]).toEqual([400, -32700])
    const odd = await rig.ask('POST', '/mcp', 'text', accept)
    expect([odd.status, rpcError(odd.text).code]).toEqual([400, -32600])
    expect((await rig.ask('POST', '/mcp', { hello: 1 }, accept)).status).toBe(400)
    const unknown = { ...initialize, params: { _meta: { 'io.modelcontextprotocol/protocolVersion': '1999-01-01' } }, method: 'tools/list' }
    expect((await rig.ask('POST', '/mcp', unknown, accept)).status).toBe(400)
  })

  it('begins, hears and ends a session of 2025, and knows it no more then', async () => {
    const begun = await rig.ask('POST', '/mcp', initialize, accept)
    const session = { 'mcp-session-id': begun.headers.get('mcp-session-id') ?? '', ...accept }
    expect(begun.text).toContain('"protocolVersion":"2025-11-25"')
    const done = await rig.ask('POST', '/mcp', { jsonrpc: '2.0', method: 'notifications/initialized' }, session)
    expect([done.status, done.text]).toEqual([202, ''])
    const stream = { ...session, accept: 'text/event-stream' }
    const first = new AbortController()
    const heard = await fetch(`${rig.url}/mcp`, { headers: stream, signal: first.signal })
    expect([heard.status, heard.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    expect((await rig.ask('GET', '/mcp', undefined, stream)).status).toBe(409)
    first.abort()
    const back = new AbortController()
    const again = () => fetch(`${rig.url}/mcp`, { headers: stream, signal: back.signal })
    await expect.poll(async () => (await again()).status).toBe(200)
    back.abort()
    const wrong = { ...session, 'mcp-protocol-version': '1999-01-01' }
    expect((await rig.ask('POST', '/mcp', { jsonrpc: '2.0', id: 3, method: 'ping' }, wrong)).status).toBe(400)
    expect((await rig.ask('DELETE', '/mcp', undefined, session)).status).toBe(200)
    const after = await rig.ask('POST', '/mcp', { jsonrpc: '2.0', id: 4, method: 'ping' }, session)
    expect([after.status, rpcError(after.text).code]).toEqual([404, -32001])
  })

  it('wants a session named, and says nothing by itself where there is none', async () => {
    expect((await rig.ask('POST', '/mcp', { jsonrpc: '2.0', id: 2, method: 'tools/list' }, accept)).status).toBe(400)
    expect((await rig.ask('GET', '/mcp', undefined, { accept: 'text/event-stream' })).status).toBe(400)
    expect((await rig.ask('DELETE', '/mcp')).status).toBe(400)
  })

  /** Starts two debates, subscribes to the first, and stops both; answers what the client was told of, and what it subscribed to. */
  async function updates(era: Era, subscribe: (client: Client, uri: string) => Promise<unknown>) {
    const client = await clientAt(rig.url, era)
    const told: string[] = []
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => void told.push(params.uri))
    const start = async () => debateIn(await client.callTool({ name: 'start_debate', arguments: ask(silent) }))
    const [one, other] = [await start(), await start()]
    await subscribe(client, one.resource)
    for (const { debate_id } of [other, one]) await rig.room.send(debate_id, { type: 'stop' })
    await expect.poll(() => told.length).toBeGreaterThan(0)
    await client.close()
    return { told: [...new Set(told)], subscribed: one.resource }
  }

  it('tells a session of 2025 when a debate that it subscribed to has changed, and of no other', async () => {
    const { told, subscribed } = await updates('legacy', (client, uri) => client.subscribeResource({ uri }))
    expect(told).toEqual([subscribed])
  })

  it('tells a later client what it listens to', async () => {
    const { told, subscribed } = await updates('auto', (client, uri) => client.listen({ resourceSubscriptions: [uri] }))
    expect(told).toEqual([subscribed])
  })
})

it('answers what it waits for when the server goes, and leaves the debate to the next one', async () => {
  const rig = await openRig()
  const client = await clientAt(rig.url, 'legacy')
  const result = client.callTool({ name: 'debate', arguments: ask(silent) }, { onprogress: () => undefined })
  await expect.poll(() => rig.vendor.requests().length).toBeGreaterThan(0)
  await Promise.all([rig.close(), result.then((answer) => expect(debateIn(answer)).toMatchObject({ status: 'running', answer: null }))])
})
