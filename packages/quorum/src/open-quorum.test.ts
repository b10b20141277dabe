import { setTimeout as sleep } from 'node:timers/promises'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore, type Store, StoreError } from '@quorum/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openQuorum } from './open-quorum.ts'
import { brokenRules } from './testing/check-run.ts'
import { openRoom } from './testing/open-room.ts'
import { motions, requestOf } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

let cases = 0
const slow = (latency = 200) => {
  const key = `o${++cases}`
  const panel = ['ada+answer=yes', 'bob+answer=no'].map((name) => ({ model: `sim/${name}+latency=${latency}+key=${key}` }))
  return { key, request: { motion: motions.closed, panel, protocol: { name: 'roundtable' }, limits: { budgetUsd: 1 } } }
}
const foundOf = async (store: Store, id: string, key: string) => ({
  log: (await store.read(id, 0, 10_000)).map(({ text }) => text),
  requests: simulator.requests().filter(({ model }) => model.includes(`key=${key}`)),
})

it('refuses limits beyond all bounds, which no log could hold', async () => {
  const quorum = openRoom({ simulator: simulator.url })
  for (const limits of [{ budgetUsd: 1e8 }, { warnUsd: 1e8 }, { deadlineMs: 9e15 }, { turnMs: 9e15 }])
    await expect(quorum.start({ ...slow().request, limits })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining(`limits.${Object.keys(limits)[0]}`),
    })
})

describe('resuming', () => {
  it('is refused where there is nothing to resume, each time with the way out', async () => {
    const quorum = openRoom({ simulator: simulator.url })
    await expect(quorum.resume('nowhere')).rejects.toMatchObject({ code: 'not-found', status: 404 })
    await expect(quorum.send('nowhere', { type: 'stop' })).rejects.toMatchObject({ code: 'not-found' })
    const { id, ending } = await quorum.start(requestOf({ protocol: 'vote', motion: 'closed' }, 'r'))
    await ending
    await expect(quorum.resume(id)).rejects.toMatchObject({ code: 'ended', status: 409, message: expect.stringContaining('fork') })
    await quorum.delete(id)
    await expect(quorum.resume(id)).rejects.toMatchObject({ code: 'gone', status: 410 })
    await expect(quorum.show(id)).rejects.toMatchObject({ code: 'gone' })
    await expect(quorum.send(id, { type: 'stop' })).rejects.toMatchObject({ code: 'gone' })
  })

  it('is told to the process that runs it, also from within', async () => {
    const quorum = openRoom({ simulator: simulator.url })
    const { id, ending } = await quorum.start(slow(50).request)
    await quorum.send(id, { type: 'pause' })
    await expect.poll(() => quorum.show(id)).toMatchObject({ status: 'paused' })
    expect(await quorum.resume(id)).toBe('told')
    expect(await ending).toMatchObject({ as: 'ended', status: 'complete' })
  })

  it('is done by one process where two want it at once', async () => {
    const disk = memoryDisk()
    const first = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
    const { key, request } = slow(50)
    const { id } = await first.start(request)
    await first.close()
    const found = await foundOf(memoryStore(disk), id, key)
    const rooms = [1, 2, 3].map(() => openRoom({ simulator: simulator.url, store: memoryStore(disk) }))
    const answers = await Promise.all(rooms.map((room) => room.resume(id)))
    const runs = answers.flatMap((answer) => (answer === 'told' ? [] : [answer]))
    expect(runs).toHaveLength(1)
    expect(await runs[0]?.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(brokenRules([found, await foundOf(memoryStore(disk), id, key)])).toEqual([])
  })

  it('gives its claim back where the log cannot be read by this release', async () => {
    const disk = memoryDisk()
    const later = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
    const { id } = await later.start(slow().request)
    await later.close()
    const store = memoryStore(disk)
    const claim = await store.claim(id)
    if (typeof claim === 'string') throw new Error(claim)
    const text = JSON.stringify({ v: 1, seq: claim.head + 1, at: '', debateId: id, type: 'moon-rose' })
    await store.append({ ...claim, entries: [{ id: 'new', seq: claim.head + 1, type: 'moon-rose', text }] })
    await store.release(id, claim.epoch)
    const quorum = openRoom({ simulator: simulator.url, store })
    await expect(quorum.resume(id)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('later release') })
    expect(await store.get(id)).toMatchObject({ owned: false })
  })

  it('pauses, rather than going on with another script, where the protocol is not known in that version', async () => {
    const disk = memoryDisk()
    const first = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
    const { id } = await first.start(slow().request)
    await first.close()
    const { models } = openRoom({ simulator: simulator.url })
    const quorum = openQuorum({ store: memoryStore(disk), models, runner: 'cli', app: 'test', protocols: [] })
    const started = await quorum.resume(id)
    expect(started === 'told' ? started : await started.ending).toEqual({ as: 'paused', reason: 'protocol-version' })
    expect(await quorum.show(id)).toMatchObject({ status: 'paused', pausedFor: 'protocol-version' })
    const concluded = await quorum.resume(id, { conclude: true })
    expect(concluded === 'told' ? concluded : await concluded.ending).toMatchObject({ as: 'ended', status: 'stopped' })
  })
})

it('applies a command once, though it is read again before it is answered', async () => {
  const store = memoryStore(memoryDisk())
  const append: Store['append'] = async (one) => {
    await sleep(60)
    return store.append(one)
  }
  const quorum = openRoom({ simulator: simulator.url, store: { ...store, append } })
  const { id, ending } = await quorum.start(slow().request)
  await quorum.send(id, { type: 'interject', text: 'Once.' })
  await ending
  expect((await quorum.events(id)).filter(({ type }) => type === 'human-spoke')).toHaveLength(1)
})

it('reports an inbox that cannot be looked into, and hears its commands as soon as it can be', async () => {
  const store = memoryStore(memoryDisk())
  let broken = true
  const inbox: Store['inbox'] = async () => {
    if (broken) throw new TypeError('cannot read this')
    return store.inbox()
  }
  const reports: unknown[] = []
  const quorum = openRoom({ simulator: simulator.url, store: { ...store, inbox }, report: (error) => reports.push(error) })
  const { id, ending } = await quorum.start(slow(5000).request)
  await expect.poll(() => reports.length).toBeGreaterThan(1)
  expect(reports[0]).toBeInstanceOf(TypeError)
  await quorum.send(id, { type: 'stop' })
  broken = false
  expect(await ending).toMatchObject({ as: 'ended', status: 'stopped' })
})

it('refuses a new debate as disk-full where the store has no room for it', async () => {
  const store = memoryStore(memoryDisk())
  const open: Store['open'] = () => Promise.reject(new StoreError('disk-full', 'The disk is full: make room.'))
  const quorum = openRoom({ simulator: simulator.url, store: { ...store, open } })
  await expect(quorum.start(slow().request)).rejects.toMatchObject({
    name: 'Problem',
    code: 'disk-full',
    status: 507,
    message: expect.stringContaining('make room'),
  })
})

describe('closing', () => {
  it('leaves a debate that was about to start to be resumed', async () => {
    const disk = memoryDisk()
    const quorum = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
    const { key, request } = slow()
    const starting = quorum.start(request)
    const closing = quorum.close()
    const { id, ending } = await starting
    await closing
    expect(await ending).toEqual({ as: 'released' })
    const again = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
    const found = await foundOf(again.store, id, key)
    const started = await again.resume(id)
    expect(started === 'told' ? started : await started.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(brokenRules([found, await foundOf(again.store, id, key)])).toEqual([])
  })

  it('does not count as a crash, however often it happens', async () => {
    const disk = memoryDisk()
    const { request } = slow(5000)
    let id = ''
    for (let time = 0; time < 5; time++) {
      const quorum = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
      const started = id ? await quorum.resume(id) : await quorum.start(request)
      if (started === 'told') throw new Error('nobody should run it')
      id = started.id
      await sleep(20)
      await quorum.close()
      expect(await started.ending).toEqual({ as: 'released' })
    }
  })
})

describe('deleting', () => {
  it('stops a debate that runs here, tells of its forks, and never gives the id again', async () => {
    const quorum = openRoom({ simulator: simulator.url })
    const { id, ending } = await quorum.start(slow(100).request)
    await expect.poll(async () => (await quorum.events(id)).map(({ type }) => type)).toContain('step-ended')
    const fork = await quorum.fork(id, { round: 0 })
    await fork.ending
    const { id: running, ending: stopped } = await quorum.start(slow(5000).request)
    expect(await quorum.delete(running)).toEqual({ forks: [] })
    expect(await stopped).toMatchObject({ as: 'ended', status: 'stopped' })
    await ending
    expect(await quorum.delete(id)).toEqual({ forks: [fork.id] })
    await expect(quorum.delete(id)).rejects.toMatchObject({ code: 'gone' })
    await expect(quorum.delete('nowhere')).rejects.toMatchObject({ code: 'not-found' })
    expect(await quorum.show(fork.id)).toMatchObject({ parent: { id } })
    expect(await quorum.last()).toBe(fork.id)
  })

  it('is refused where another process runs it', async () => {
    const disk = memoryDisk()
    const owner = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
    const { id } = await owner.start(slow().request)
    const quorum = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
    await expect(quorum.delete(id)).rejects.toMatchObject({ code: 'owned', message: expect.stringContaining('quorum stop') })
  })
})
