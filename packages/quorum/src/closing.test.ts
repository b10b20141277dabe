import { type Simulator, startSimulator } from '@quorum/simulator'
import { type MemoryDisk, memoryDisk, memoryStore } from '@quorum/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenRules } from './testing/check-run.ts'
import { openRoom } from './testing/open-room.ts'
import { motions } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

const askedOf = (key: string) => simulator.requests().filter(({ model }) => model.includes(`key=${key}`))

/** A debate of two whose answers take so many milliseconds, in a room of its own, once both were asked. */
async function asked(key: string, latency: number, haste = 1) {
  const disk = memoryDisk()
  const quorum = openRoom({ simulator: simulator.url, store: memoryStore(disk), haste })
  const panel = ['ada+answer=yes', 'bob+answer=no'].map((name) => ({ model: `sim/${name}+latency=${latency}+key=${key}` }))
  const started = await quorum.start({ motion: motions.closed, panel, protocol: { name: 'roundtable' }, limits: { budgetUsd: 1 } })
  await expect.poll(() => askedOf(key).length, { interval: 5 }).toBe(2)
  return { disk, quorum, ...started }
}

async function found(disk: MemoryDisk, id: string, key: string) {
  const { store } = openRoom({ simulator: simulator.url, store: memoryStore(disk) })
  const log = (await store.read(id, 0, 10_000)).map(({ text }) => text)
  return { log, requests: askedOf(key), types: log.map((text) => (JSON.parse(text) as { type: string }).type) }
}

async function resumed(disk: MemoryDisk, id: string) {
  const started = await openRoom({ simulator: simulator.url, store: memoryStore(disk) }).resume(id)
  return started === 'told' ? started : started.ending
}

describe('closing with a grace', () => {
  it('lets turns in flight end, begins nothing, and leaves the debate to be resumed without asking them again', async () => {
    const { disk, quorum, id, ending } = await asked('c1', 600)
    await quorum.close({ graceMs: 600_000 })
    expect(await ending).toEqual({ as: 'released' })
    const left = await found(disk, id, 'c1')
    expect(left.types.filter((type) => type === 'turn-ended')).toHaveLength(2)
    expect(left.types).not.toContain('turn-interrupted')
    expect(left.types.filter((type) => type === 'step-started')).toHaveLength(1)
    expect(await resumed(disk, id)).toMatchObject({ as: 'ended', status: 'complete' })
    expect(askedOf('c1').filter(({ turnId }) => turnId?.startsWith('0.'))).toHaveLength(2)
    expect(brokenRules([left, await found(disk, id, 'c1')])).toEqual([])
  })

  it('cuts what has not ended by then', async () => {
    const { disk, quorum, id, ending } = await asked('c2', 600_000, 100)
    await quorum.close({ graceMs: 2000 })
    expect(await ending).toEqual({ as: 'released' })
    expect((await found(disk, id, 'c2')).types.filter((type) => type === 'turn-interrupted')).toHaveLength(2)
  })

  it('cuts at once when it is closed again without one', async () => {
    const { disk, quorum, id, ending } = await asked('c3', 600_000)
    const closing = quorum.close({ graceMs: 600_000 })
    await quorum.close()
    await closing
    expect(await ending).toEqual({ as: 'released' })
    expect((await found(disk, id, 'c3')).types.filter((type) => type === 'turn-interrupted')).toHaveLength(2)
  })
})
