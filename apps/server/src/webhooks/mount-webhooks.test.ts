import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DebateRequest } from '@quorum/quorum'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRig, quick, type Rig, type RigOptions } from '../testing/rig.ts'
import { deliveryKind } from './delivery.ts'
import { dyingServer, moments } from './testing/dying-server.ts'
import { openReceiver, type Receiver, type Told } from './testing/receiver.ts'

let folder: string
let receiver: Receiver
let rigs: Rig[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quorum-webhooks-'))
  receiver = await openReceiver()
  rigs = []
})
afterEach(async () => {
  for (const rig of rigs) await rig.close()
  await receiver.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(webhooks: object = {}, room: RigOptions['room'] = {}): Promise<Rig> {
  const server = { webhooks: { allow: [receiver.origin], ...webhooks } }
  const rig = await openRig({ folder, server, room: { sweep: { everyMs: 20 }, ...room } })
  rigs.push(rig)
  return rig
}
async function close(rig: Rig): Promise<void> {
  rigs = rigs.filter((one) => one !== rig)
  await rig.close()
}

type Made = { readonly id: string; readonly secret: string }
const hook = async (rig: Rig, body: object = {}) => (await rig.ask('POST', '/api/v1/webhooks', { url: receiver.url, ...body })).json<Made>()
const request = quick as DebateRequest
const silent: DebateRequest = { ...request, panel: [{ model: 'sim/ada+fault=silent' }, { model: 'sim/bob+fault=silent' }] }
const ended = (told: readonly Told[]) => told.some(({ type }) => type === 'debate.ended')
const pending = async (rig: Rig) => (await rig.store.documents.list({ kind: deliveryKind })).documents
/** Resolves when something that no event tells has become so. */
async function eventually<T>(look: () => Promise<T>, good: (found: T) => boolean): Promise<T> {
  for (;;) {
    const found = await look()
    if (good(found)) return found
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('a webhook', () => {
  it('is told of a debate in signed messages that say what became of it, and nothing secret', async () => {
    const rig = await open()
    const { secret } = await hook(rig)
    const { id } = await rig.room.start(request)
    const told = await receiver.until(ended)
    expect(new Set(told.map(({ type }) => type))).toEqual(new Set(['debate.started', 'debate.ended']))
    expect(told.find(({ type }) => type === 'debate.ended')).toMatchObject({
      id: expect.stringContaining(id),
      data: { debateId: id, status: 'complete', verdict: { answer: 'yes' }, costUsd: expect.any(Number), url: `/api/v1/debates/${id}` },
    })
    for (const { headers, body } of receiver.received) {
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
      expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('No matching signature')
      expect(body).not.toContain(secret)
    }
    expect(
      await eventually(
        () => pending(rig),
        (left) => left.length === 0,
      ),
    ).toEqual([])
  })

  it('is told only of what it asks for, and of nothing from before it was', async () => {
    const rig = await open()
    const before = await rig.room.start(silent)
    await hook(rig, { events: ['debate.started', 'debate.ended'] })
    await rig.room.send(before.id, { type: 'pause' })
    await rig.room.send(before.id, { type: 'stop' })
    await before.ending
    await receiver.until(ended)
    expect(receiver.told().map(({ type, data }) => [type, data.debateId])).toEqual([['debate.ended', before.id]])
  })

  it('is told of pauses, and of the budget that runs out', async () => {
    const rig = await open()
    await hook(rig)
    const { id, ending } = await rig.room.start(silent)
    await rig.room.send(id, { type: 'pause' })
    await receiver.until((told) => told.some(({ type }) => type === 'debate.paused'))
    await rig.room.send(id, { type: 'resume' })
    await receiver.until((told) => told.some(({ type }) => type === 'debate.resumed'))
    await rig.room.send(id, { type: 'stop' })
    await ending
    const stopped = (await receiver.until(ended)).find(({ type }) => type === 'debate.ended')
    expect(stopped?.data).toMatchObject({ status: 'stopped', verdict: null })
    await rig.room.start({ ...request, limits: { budgetUsd: 1, warnUsd: 0.000001 } })
    await receiver.until((told) => told.some(({ type }) => type === 'budget.warned'))
  })

  it('belongs to its tenant, is listed without its secret, and is gone when it is removed', async () => {
    const rig = await open()
    const { id, secret } = await hook(rig)
    const listed = await rig.ask('GET', '/api/v1/webhooks')
    expect(listed.json()).toMatchObject({ webhooks: [{ id, url: receiver.url, failing: false }] })
    expect(listed.text).not.toContain(secret)
    expect(await rig.ask('DELETE', `/api/v1/webhooks/${id}`)).toMatchObject({ status: 204 })
    expect(await rig.ask('DELETE', `/api/v1/webhooks/${id}`)).toMatchObject({ status: 404 })
    expect((await rig.ask('GET', '/api/v1/webhooks')).json()).toEqual({ webhooks: [] })

    await hook(rig)
    const other = rig.room.as({ tenant: 'other', principal: 'someone' })
    await (await other.start(request)).ending
    const { id: own } = await rig.room.start(request)
    await receiver.until(ended)
    expect(receiver.told().every(({ data }) => data.debateId === own)).toBe(true)
  })

  it('can be tried, and says what its server answered', async () => {
    const rig = await open({ patienceMs: 200 })
    const { id, secret } = await hook(rig)
    const attempt = () => rig.ask('POST', `/api/v1/webhooks/${id}/test`).then(({ json }) => json())
    expect(await attempt()).toEqual({ delivered: true, status: 204, detail: 'It answered 204.' })
    const [first] = receiver.received
    expect(new Webhook(secret).verify(first?.body ?? '', first?.headers ?? {})).toMatchObject({ type: 'webhook.test' })
    receiver.answer = (_, response) => void response.writeHead(302, { location: `${receiver.origin}/elsewhere` }).end()
    expect(await attempt()).toMatchObject({ delivered: false, status: 302, detail: expect.stringContaining('redirects') })
    receiver.answer = () => undefined
    expect(await attempt()).toEqual({ delivered: false, status: null, detail: 'No answer within 0.2 s.' })
    receiver.answer = (_, response) => void response.writeHead(200).write('x'.repeat(1024 * 1024))
    expect(await attempt()).toMatchObject({ delivered: true, status: 200 })
    expect(receiver.received.every(({ path }) => path === '/hook')).toBe(true)
  })

  it('cannot be an address that is not https on the public internet, however it is written', async () => {
    const rig = await open()
    for (const [url, why] of [
      ['http://example.com/hook', 'https'],
      ['ftp://example.com/hook', 'https'],
      ['https://user:word@example.com/hook', 'name and a password'],
      ['https://127.0.0.1/hook', 'public'],
      ['https://0x7f.1/hook', 'public'],
      ['https://2130706433/hook', 'public'],
      ['https://[::ffff:10.0.0.1]/hook', 'public'],
      ['https://[64:ff9b::7f00:1]/hook', 'public'],
      ['https://[2002:7f00:1::]/hook', 'public'],
      ['https://168.63.129.16/hook', 'public'],
    ]) {
      expect(await rig.ask('POST', '/api/v1/webhooks', { url }), url).toMatchObject({
        status: 422,
        text: expect.stringContaining(why ?? ''),
      })
    }
    expect((await rig.ask('GET', '/api/v1/webhooks')).json()).toEqual({ webhooks: [] })
  })

  it('is not called where its name leads to an address that is not public', async () => {
    const rig = await open()
    const { id } = await hook(rig, { url: receiver.url.replace('http://127.0.0.1', 'https://localhost') })
    expect((await rig.ask('POST', `/api/v1/webhooks/${id}/test`)).json()).toMatchObject({
      status: null,
      detail: expect.stringContaining('public internet'),
    })
    expect(receiver.received).toEqual([])
  })
})

describe('a delivery', () => {
  it('is tried again with the same id until it gets through', async () => {
    const rig = await open({ waits: [1, 1, 1] })
    receiver.answer = (_, response, nth) => void response.writeHead(nth < 3 ? 503 : 204).end()
    await hook(rig, { events: ['debate.ended'] })
    await rig.room.start(request)
    const told = await receiver.until(({ length }) => length === 3)
    expect(new Set(told.map(({ id }) => id)).size).toBe(1)
    expect(
      await eventually(
        () => pending(rig),
        (left) => left.length === 0,
      ),
    ).toEqual([])
    expect((await rig.ask('GET', '/api/v1/webhooks')).json()).toMatchObject({ webhooks: [{ failing: false }] })
  })

  it('is given up at last, and the webhook is marked until something gets through again', async () => {
    const rig = await open({ waits: [1, 1] })
    receiver.answer = (_, response) => void response.writeHead(500).end()
    await hook(rig, { events: ['debate.ended'] })
    const marked = (failing: boolean) =>
      eventually(
        async () => (await rig.ask('GET', '/api/v1/webhooks')).json<{ webhooks: { failing: boolean }[] }>().webhooks[0]?.failing,
        (found) => found === failing,
      )
    await rig.room.start(request)
    await marked(true)
    expect(receiver.received.length).toBe(3)
    expect(await pending(rig)).toEqual([])
    receiver.answer = (_, response) => void response.writeHead(200).end()
    await rig.room.start(request)
    await marked(false)
  })

  it('ends with its webhook where the server says that there is none any more (410)', async () => {
    const rig = await open({ waits: [1, 1] })
    receiver.answer = (_, response) => void response.writeHead(410).end()
    await hook(rig)
    await rig.room.start(request)
    await eventually(
      () => rig.ask('GET', '/api/v1/webhooks'),
      ({ text }) => text === '{"webhooks":[]}',
    )
    expect(
      await eventually(
        () => pending(rig),
        (left) => left.length === 0,
      ),
    ).toEqual([])
  })

  it('waits for nobody who is slow', async () => {
    const rig = await open()
    receiver.answer = ({ url }, response) => void (url === '/slow' || response.writeHead(204).end())
    await hook(rig, { url: `${receiver.origin}/slow` })
    await hook(rig)
    const quick = () => receiver.received.filter(({ path, body }) => path === '/hook' && body.includes('debate.ended')).length
    for (let number = 0; number < 6; number++) await (await rig.room.start(request)).ending
    await receiver.until(() => quick() === 6)
    expect(receiver.received.filter(({ path }) => path === '/slow').length).toBe(4)
  })

  it('goes with its debate when that is deleted', async () => {
    const rig = await open()
    receiver.answer = (_, response) => void response.writeHead(500).end()
    await hook(rig, { events: ['debate.ended'] })
    const { id } = await rig.room.start(request)
    await receiver.until(ended)
    expect((await pending(rig)).length).toBe(1)
    await rig.room.delete(id)
    expect(await pending(rig)).toEqual([])
  })

  it('is made after a restart', async () => {
    const rig = await open({ waits: [1] })
    await hook(rig, { events: ['debate.ended'] })
    receiver.answer = () => undefined
    await rig.room.start(request)
    await receiver.until(ended)
    await close(rig)
    receiver.answer = (_, response) => void response.writeHead(204).end()
    const next = await open({ waits: [1] })
    const told = await receiver.until(({ length }) => length === 2)
    expect(told[1]).toEqual(told[0])
    expect(
      await eventually(
        () => pending(next),
        (left) => left.length === 0,
      ),
    ).toEqual([])
  })
})

describe('what a process did not live to tell', () => {
  it.each(moments)('is told by the next one: %s', async (at) => {
    const first = await open()
    await hook(first)
    const dying = { path: join(folder, 'quorum.db'), simulator: first.vendor.url, allow: [receiver.origin], request, at }
    // The room goes, and the vendor stays for the one that dies.
    await first.server.close()
    expect(await dyingServer(dying)).toBe('SIGKILL')
    expect(ended(receiver.told())).toBe(at === 'delivered')

    const before = receiver.received.length
    const next = await open({ waits: [1, 1] })
    const told = await receiver.until((all) => ended(all.slice(before)) && all.some(({ type }) => type === 'debate.started'))
    const ends = told.filter(({ type }) => type === 'debate.ended')
    expect(ends.length).toBe(at === 'delivered' ? 2 : 1)
    expect(new Set(ends.map(({ id }) => id)).size).toBe(1)
    expect(told.some(({ type }) => type === 'debate.started')).toBe(true)
    expect(
      await eventually(
        () => pending(next),
        (left) => left.length === 0,
      ),
    ).toEqual([])
  })

  it('is told of a debate that goes on after the death of its process', async () => {
    const first = await open()
    await hook(first)
    const { id } = await first.room.start(silent)
    await receiver.until((told) => told.length > 0)
    await close(first)
    const next = await open()
    await receiver.until((told) => told.some(({ type }) => type === 'debate.resumed'))
    await next.room.send(id, { type: 'stop' })
    const told = await receiver.until(ended)
    expect(told.filter(({ type }) => type === 'debate.started').length).toBe(1)
    expect(told.every(({ data }) => data.debateId === id)).toBe(true)
  })
})
