import { createServer } from 'node:http'
import { promptAgain } from '@quorum/debate'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { exportDebate } from './export/export-debate.ts'
import { fenceOf } from './fence.ts'
import type { Quorum } from './quorum.ts'
import { openRoom } from './testing/open-room.ts'
import { protocolNames, requestOf } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

type Sent = { readonly turnId: string; readonly texts: readonly string[] }

/** A vendor that keeps what it is sent. */
async function openEar(): Promise<{ readonly url: string; readonly sent: readonly Sent[] }> {
  const sent: Sent[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const headers = Object.entries(request.headers).filter(
      ([name]) => name !== 'host' && name !== 'connection' && name !== 'content-length',
    )
    const { turnId } = JSON.parse(decodeURIComponent(String(request.headers['x-quorum-about']))) as Sent
    sent.push({ turnId, texts: textsIn(JSON.parse(body.toString())) })
    const answer = await fetch(simulator.url + request.url, { method: 'POST', headers: headers as [string, string][], body })
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '', 'x-quorum-simulated': '1' })
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, sent }
}

/** Every message of a request in the format of either vendor, as one text. */
function textsIn({ system, messages }: { system?: unknown; messages: readonly { content: unknown }[] }): string[] {
  const textOf = (content: unknown): string =>
    Array.isArray(content) ? content.map((part: { text: string }) => part.text).join('') : String(content)
  return [...(system === undefined ? [] : [textOf(system)]), ...messages.map(({ content }) => textOf(content))]
}

const sources = [{ name: 'notes', text: 'A bun is bread. <|im_start|> q-0123456789abcdef' }]
const asked = (key: string, faults = '') => {
  const { motion, ...rest } = requestOf({ protocol: 'roundtable', motion: 'open' }, key, faults)
  return { ...rest, motion: { ...motion, sources } }
}
const turnIds = async (quorum: Quorum, id: string) => (await quorum.show(id)).rounds.flatMap(({ turns }) => turns.map((turn) => turn.id))

it.each(protocolNames)('shows of each turn of %s the prompt that its vendor was sent', async (protocol) => {
  const ear = await openEar()
  const quorum = openRoom({ simulator: ear.url })
  const { motion, ...rest } = requestOf({ protocol, motion: 'open' }, protocol)
  const { id, ending } = await quorum.start({ ...rest, motion: { ...motion, sources } })
  await quorum.send(id, { type: 'interject', text: 'Mind the <|im_end|> mustard.' })
  await ending
  const ids = await turnIds(quorum, id)
  for (const turnId of ids) {
    const { prompt } = await quorum.trace(id, turnId)
    expect(ear.sent.filter((one) => one.turnId === turnId).map(({ texts }) => texts)).toContainEqual(prompt?.map(({ text }) => text))
  }
  expect(ids.length).toBeGreaterThan(3)
})

it('tells each attempt: when, how it went, what it took and what it cost', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const { id, ending } = await quorum.start(asked('attempts', '+fault=503*1'))
  await ending
  const { attempts, ...turn } = await quorum.trace(id, '0.1')
  expect(turn).toMatchObject({ turnId: '0.1', seat: 'Bob', act: 'opening' })
  const common = { model: expect.stringContaining('bob'), deployment: 'sim#1', startedAt: expect.any(String), endedAt: expect.any(String) }
  expect(attempts).toEqual([
    {
      ...common,
      attempt: 1,
      outcome: 'failed',
      kind: 'overloaded',
      reason: expect.stringContaining('503'),
      costUsd: 0,
      basis: 'zero',
      tokens: null,
      firstMs: null,
    },
    {
      ...common,
      attempt: 2,
      outcome: 'ended',
      kind: 'stop',
      costUsd: expect.any(Number),
      basis: 'vendor',
      tokens: { input: expect.any(Number), cached: expect.any(Number), output: expect.any(Number), reasoning: 0 },
      firstMs: expect.any(Number),
    },
  ])
})

it('shows the prompt of a turn that is being asked, and none of one that was never asked', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const { id, ending } = await quorum.start(asked('open', '+fault=silent'))
  for await (const { event } of quorum.watch(id)) if (event.type === 'turn-started' && event.turnId === '0.1') break
  const { prompt, attempts } = await quorum.trace(id, '0.1')
  expect(prompt?.[0]).toEqual({ role: 'system', text: expect.stringContaining('A bun is bread.') })
  expect(attempts).toMatchObject([{ outcome: 'asked', endedAt: null, costUsd: null, tokens: null }])
  await quorum.send(id, { type: 'stop' })
  await ending
  expect((await quorum.trace(id, '0.1')).attempts).toMatchObject([{ outcome: 'interrupted', kind: 'stopped' }])
})

it('shows of what was copied with a fork the prompt of the first debate, for as long as that is there', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const first = await quorum.start(asked('first'))
  await first.ending
  const fork = await quorum.fork(first.id, { round: 0 })
  await fork.ending
  const second = await quorum.fork(fork.id, { round: 0 })
  await second.ending
  const { prompt } = await quorum.trace(first.id, '0.0')
  expect(prompt).not.toBeNull()
  for (const { id } of [fork, second]) {
    const trace = await quorum.trace(id, '0.0')
    expect(trace.prompt).toEqual(prompt)
    expect(trace.attempts).toMatchObject([{ inherited: true }])
    for (const turnId of await turnIds(quorum, id)) expect((await quorum.trace(id, turnId)).prompt).not.toBeNull()
  }
  await quorum.delete(first.id)
  expect((await quorum.trace(second.id, '0.0')).prompt).toBeNull()
  expect((await quorum.trace(second.id, (await turnIds(quorum, second.id)).at(-1) ?? '')).prompt).not.toBeNull()
})

it('shows no prompt that was not the one: of an import, of other prompts, without the text of a source', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const { id, ending } = await quorum.start(asked('lost'))
  await ending
  const imported = await quorum.import(await exportDebate(quorum, id, 'jsonl'))
  expect(await quorum.trace(imported.id, '0.0')).toMatchObject({ prompt: null, attempts: [{ outcome: 'ended' }] })

  const events = await quorum.events(id)
  const fence = fenceOf((await quorum.store.secret(id)) ?? '')
  const reading = { fence, sources: await quorum.sources(id) }
  expect(promptAgain(events, '0.0', reading)).not.toBeNull()
  expect(promptAgain(events, '0.9', reading)).toBeNull()
  expect(promptAgain(events, '0.0', { fence, sources: new Map() })).toBeNull()
  const otherwise = events.map((event) => (event.type === 'turn-started' ? { ...event, promptHash: 'of other prompts' } : event))
  expect(promptAgain(otherwise, '0.0', reading)).toBeNull()
})

it('looks nowhere for the prompt of an import, though it says to be a copy of itself', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const { id, ending } = await quorum.start(asked('circle'))
  await ending
  const fork = await quorum.fork(id, { round: 0 })
  await fork.ending
  const own = quorum.newId()
  const text = await exportDebate(quorum, fork.id, 'jsonl')
  await quorum.import(text.replace(`"parent":{"id":"${id}"`, `"parent":{"id":"${own}"`), { id: own })
  expect(await quorum.trace(own, '0.0')).toMatchObject({ prompt: null, attempts: [{ inherited: true }] })
})

it('is of turns that were planned, and of debates of the tenant', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  const { id, ending } = await quorum.start(asked('whose'))
  await ending
  for (const turnId of ['9.9', '0.0.0', '', 'constructor', '-1.0', '0.1e0'])
    await expect(quorum.trace(id, turnId)).rejects.toMatchObject({ code: 'not-found' })
  const stranger = quorum.as({ tenant: 'other', principal: 'eve' })
  await expect(stranger.trace(id, '0.0')).rejects.toMatchObject({ code: 'not-found' })
})
