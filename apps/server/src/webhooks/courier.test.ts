import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ended, eventually, type Ground, openGround, pending, request } from './testing/ground.ts'

let ground: Ground
beforeEach(async () => {
  ground = await openGround()
})
afterEach(() => ground.end())

describe('a delivery', () => {
  it('is tried again with the same id until it gets through', async () => {
    const rig = await ground.open({ waits: [1, 1, 1] })
    ground.receiver.answer = (_, response, nth) => void response.writeHead(nth < 3 ? 503 : 204).end()
    await ground.hook(rig, { events: ['debate.ended'] })
    await rig.room.start(request)
    const told = await ground.receiver.until(({ length }) => length === 3)
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
    const rig = await ground.open({ waits: [1, 1] })
    ground.receiver.answer = (_, response) => void response.writeHead(500).end()
    await ground.hook(rig, { events: ['debate.ended'] })
    const marked = (failing: boolean) =>
      eventually(
        async () => (await rig.ask('GET', '/api/v1/webhooks')).json<{ webhooks: { failing: boolean }[] }>().webhooks[0]?.failing,
        (found) => found === failing,
      )
    await rig.room.start(request)
    await marked(true)
    expect(ground.receiver.received.length).toBe(3)
    expect(await pending(rig)).toEqual([])
    ground.receiver.answer = (_, response) => void response.writeHead(200).end()
    await rig.room.start(request)
    await marked(false)
  })

  it('ends with its webhook where the server says that there is none any more (410)', async () => {
    const rig = await ground.open({ waits: [1, 1] })
    ground.receiver.answer = (_, response) => void response.writeHead(410).end()
    await ground.hook(rig)
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
    const rig = await ground.open()
    ground.receiver.answer = ({ url }, response) => void (url === '/slow' || response.writeHead(204).end())
    await ground.hook(rig, { url: `${ground.receiver.origin}/slow` })
    await ground.hook(rig)
    const quick = () => ground.receiver.received.filter(({ path, body }) => path === '/hook' && body.includes('debate.ended')).length
    for (let number = 0; number < 6; number++) await (await rig.room.start(request)).ending
    await ground.receiver.until(() => quick() === 6)
    expect(ground.receiver.received.filter(({ path }) => path === '/slow').length).toBe(4)
  })

  it('goes with its debate when that is deleted', async () => {
    const rig = await ground.open()
    ground.receiver.answer = (_, response) => void response.writeHead(500).end()
    await ground.hook(rig, { events: ['debate.ended'] })
    const { id } = await rig.room.start(request)
    await ground.receiver.until(ended)
    expect((await pending(rig)).length).toBe(1)
    await rig.room.delete(id)
    expect(await pending(rig)).toEqual([])
  })

  it('is made after a restart', async () => {
    const rig = await ground.open({ waits: [1] })
    await ground.hook(rig, { events: ['debate.ended'] })
    ground.receiver.answer = () => undefined
    await rig.room.start(request)
    await ground.receiver.until(ended)
    await ground.close(rig)
    ground.receiver.answer = (_, response) => void response.writeHead(204).end()
    const next = await ground.open({ waits: [1] })
    const told = await ground.receiver.until(({ length }) => length === 2)
    expect(told[1]).toEqual(told[0])
    expect(
      await eventually(
        () => pending(next),
        (left) => left.length === 0,
      ),
    ).toEqual([])
  })
})
