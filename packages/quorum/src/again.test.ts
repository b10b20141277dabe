import { type Simulator, startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRoom } from './testing/open-room.ts'
import { motions } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

const request = (latency = 1) => {
  const panel = ['ada+answer=yes', 'bob+answer=no'].map((name) => ({ model: `sim/${name}+latency=${latency}` }))
  return { motion: motions.closed, panel, protocol: { name: 'vote' }, limits: { budgetUsd: 1 } }
}

it('opens a debate once, however often it is started under one id', async () => {
  const room = openRoom({ simulator: simulator.url })
  const id = room.newId()
  const all = await Promise.all([1, 2, 3].map(() => room.start(request(50), { id })))
  expect(all.map((started) => started.id)).toEqual([id, id, id])
  const endings = await Promise.all(all.map(({ ending }) => ending))
  expect(endings[0]).toMatchObject({ as: 'ended', status: 'complete' })
  expect(new Set(endings.map((ending) => JSON.stringify(ending)))).toHaveProperty('size', 1)
  const late = await room.start(request(), { id })
  expect(await late.ending).toEqual(endings[0])
  expect((await room.list({})).rows.map((row) => row.id)).toEqual([id])
})

it('answers a start that is repeated in another process with the debate that runs there', async () => {
  const disk = memoryDisk()
  const [one, other] = [1, 2].map(() => openRoom({ simulator: simulator.url, store: memoryStore(disk) }))
  const id = one?.newId() ?? ''
  const first = await one?.start(request(50), { id })
  const again = await other?.start(request(50), { id })
  expect(await again?.ending).toEqual(await first?.ending)
  expect(again?.id).toBe(id)
})

it('says that nobody is going to run it where a repeated start finds a debate that was let go', async () => {
  const disk = memoryDisk()
  const one = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
  const { id } = await one.start(request(5000), { id: one.newId() })
  await one.close()
  const room = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
  expect(await (await room.start(request(), { id })).ending).toEqual({ as: 'released' })
})

it('gives no id twice, nor to two tenants, nor one of another form', async () => {
  const room = openRoom({ simulator: simulator.url })
  const id = room.newId()
  const { ending } = await room.start(request(), { id })
  await ending
  await expect(room.as({ tenant: 'theirs', principal: 'x' }).start(request(), { id })).rejects.toMatchObject({
    code: 'conflict',
    status: 409,
  })
  await room.delete(id)
  await expect(room.start(request(), { id })).rejects.toMatchObject({ code: 'gone' })
  await expect(room.as({ tenant: 'theirs', principal: 'x' }).start(request(), { id })).rejects.toMatchObject({ code: 'conflict' })
  for (const wrong of ['', 'x', '../../etc/passwd', `${id}!`, 'DROP TABLE debate'])
    await expect(room.start(request(), { id: wrong }), wrong).rejects.toMatchObject({ code: 'bad-request' })
})

it('forks once under one id', async () => {
  const room = openRoom({ simulator: simulator.url })
  const { id, ending } = await room.start(request())
  await ending
  const fork = room.newId()
  const all = await Promise.all([1, 2].map(() => room.fork(id, { round: 0 }, { id: fork })))
  await Promise.all(all.map((started) => started.ending))
  expect((await room.list({})).rows.map((row) => row.id)).toEqual([fork, id])
})

it('applies a command once that is sent twice under one id, and accepts it again when the debate has ended', async () => {
  const room = openRoom({ simulator: simulator.url })
  const { id, ending } = await room.start(request(1000))
  const wish = { type: 'interject', text: 'Once.' } as const
  expect(await room.send(id, wish, { id: 'c1' })).toBe('c1')
  expect(await room.send(id, wish, { id: 'c1' })).toBe('c1')
  await room.send(id, { type: 'stop' }, { id: 'c2' })
  await ending
  expect(await room.send(id, { type: 'stop' }, { id: 'c2' })).toBe('c2')
  await expect(room.send(id, { type: 'stop' }, { id: 'c3' })).rejects.toMatchObject({ code: 'ended' })
  const events = await room.events(id)
  expect(events.filter(({ type }) => type === 'human-spoke')).toHaveLength(1)
  expect(events.filter(({ type }) => type === 'stop-asked')).toHaveLength(1)
})

it('gives a command an id where it has none', async () => {
  const room = openRoom({ simulator: simulator.url })
  const { id } = await room.start(request(100))
  const ids = [await room.send(id, { type: 'pause' }), await room.send(id, { type: 'resume' })]
  expect(new Set(ids).size).toBe(2)
})
