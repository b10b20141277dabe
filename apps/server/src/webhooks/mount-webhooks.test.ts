import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ended, eventually, type Ground, openGround, pending, request, silent } from './testing/ground.ts'

let ground: Ground
beforeEach(async () => {
  ground = await openGround()
})
afterEach(() => ground.end())

describe('a webhook', () => {
  it('is told of a debate in signed messages that say what became of it, and nothing secret', async () => {
    const rig = await ground.open()
    const { secret } = await ground.hook(rig)
    const { id } = await rig.room.start(request)
    const told = await ground.receiver.until(ended)
    expect(new Set(told.map(({ type }) => type))).toEqual(new Set(['debate.started', 'debate.ended']))
    expect(told.find(({ type }) => type === 'debate.ended')).toMatchObject({
      id: expect.stringContaining(id),
      data: { debateId: id, status: 'complete', verdict: { answer: 'yes' }, costUsd: expect.any(Number), url: `/api/v1/debates/${id}` },
    })
    for (const { headers, body } of ground.receiver.received) {
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
    const rig = await ground.open()
    const before = await rig.room.start(silent)
    await ground.hook(rig, { events: ['debate.started', 'debate.ended'] })
    await rig.room.send(before.id, { type: 'pause' })
    await rig.room.send(before.id, { type: 'stop' })
    await before.ending
    await ground.receiver.until(ended)
    expect(ground.receiver.told().map(({ type, data }) => [type, data.debateId])).toEqual([['debate.ended', before.id]])
  })

  it('is told of pauses, and of the budget that runs out', async () => {
    const rig = await ground.open()
    await ground.hook(rig)
    const { id, ending } = await rig.room.start(silent)
    await rig.room.send(id, { type: 'pause' })
    await ground.receiver.until((told) => told.some(({ type }) => type === 'debate.paused'))
    await rig.room.send(id, { type: 'resume' })
    await ground.receiver.until((told) => told.some(({ type }) => type === 'debate.resumed'))
    await rig.room.send(id, { type: 'stop' })
    await ending
    const stopped = (await ground.receiver.until(ended)).find(({ type }) => type === 'debate.ended')
    expect(stopped?.data).toMatchObject({ status: 'stopped', verdict: null })
    await rig.room.start({ ...request, limits: { budgetUsd: 1, warnUsd: 0.000001 } })
    await ground.receiver.until((told) => told.some(({ type }) => type === 'budget.warned'))
  })

  it('belongs to its tenant, is listed without its secret, and is gone when it is removed', async () => {
    const rig = await ground.open()
    const { id, secret } = await ground.hook(rig)
    const listed = await rig.ask('GET', '/api/v1/webhooks')
    expect(listed.json()).toMatchObject({ webhooks: [{ id, url: ground.receiver.url, failing: false }] })
    expect(listed.text).not.toContain(secret)
    expect(await rig.ask('DELETE', `/api/v1/webhooks/${id}`)).toMatchObject({ status: 204 })
    expect(await rig.ask('DELETE', `/api/v1/webhooks/${id}`)).toMatchObject({ status: 404 })
    expect((await rig.ask('GET', '/api/v1/webhooks')).json()).toEqual({ webhooks: [] })

    await ground.hook(rig)
    const other = rig.room.as({ tenant: 'other', principal: 'someone' })
    await (await other.start(request)).ending
    const { id: own } = await rig.room.start(request)
    await ground.receiver.until(ended)
    expect(ground.receiver.told().every(({ data }) => data.debateId === own)).toBe(true)
  })

  it('can be tried, and says what its server answered', async () => {
    const rig = await ground.open({ patienceMs: 200 })
    const { id, secret } = await ground.hook(rig)
    const attempt = () => rig.ask('POST', `/api/v1/webhooks/${id}/test`).then(({ json }) => json())
    expect(await attempt()).toEqual({ delivered: true, status: 204, detail: 'It answered 204.' })
    const [first] = ground.receiver.received
    expect(new Webhook(secret).verify(first?.body ?? '', first?.headers ?? {})).toMatchObject({ type: 'webhook.test' })
    ground.receiver.answer = (_, response) => void response.writeHead(302, { location: `${ground.receiver.origin}/elsewhere` }).end()
    expect(await attempt()).toMatchObject({ delivered: false, status: 302, detail: expect.stringContaining('redirects') })
    ground.receiver.answer = () => undefined
    expect(await attempt()).toEqual({ delivered: false, status: null, detail: 'No answer within 0.2 s.' })
    ground.receiver.answer = (_, response) => void response.writeHead(200).write('x'.repeat(1024 * 1024))
    expect(await attempt()).toMatchObject({ delivered: true, status: 200 })
    expect(ground.receiver.received.every(({ path }) => path === '/hook')).toBe(true)
  })

  it('cannot be an address that is not https on the public internet, however it is written', async () => {
    const rig = await ground.open()
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
    const rig = await ground.open()
    const { id } = await ground.hook(rig, { url: ground.receiver.url.replace('http://127.0.0.1', 'https://localhost') })
    expect((await rig.ask('POST', `/api/v1/webhooks/${id}/test`)).json()).toMatchObject({
      status: null,
      detail: expect.stringContaining('public internet'),
    })
    expect(ground.receiver.received).toEqual([])
  })
})
