import process from 'node:process'
import { modelCatalogue } from '@quorum/models'
import { openQuorum, type Room } from '@quorum/quorum'
import { startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore } from '@quorum/store'
import { expect, onTestFinished, test } from 'vitest'
import { openLog } from './observe/open-log.ts'
import { serve } from './serve.ts'
import { quick } from './testing/rig.ts'

const forEver = 2 ** 30

/** A room that is served until signals come, with turns that do not end by themselves. */
async function served() {
  const vendor = await startSimulator()
  onTestFinished(() => vendor.close())
  const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: vendor.url } })
  const disk = memoryDisk()
  const open = (): Room => openQuorum({ store: memoryStore(disk), models, runner: 'cli', app: 'test' })
  const room = open()
  const lines: string[] = []
  const log = openLog({ env: {}, write: (line) => void lines.push(line) })
  const listening = Promise.withResolvers<string>()
  const code = serve(room, { port: 0, app: 'test', log, graceMs: forEver, ready: ({ url }) => listening.resolve(url) })
  await listening.promise
  const panel = quick.panel.map(({ model }) => ({ model: `${model}+latency=${forEver}` }))
  const { id } = await room.start({ ...quick, motion: { question: 'Is it so?' }, panel })
  await expect.poll(async () => (await room.events(id)).some(({ type }) => type === 'turn-started')).toBe(true)
  return { code, id, disk, said: (text: string) => expect.poll(() => lines.some((line) => line.includes(text))).toBe(true), again: open }
}

const signal = () => process.emit('SIGTERM', 'SIGTERM')

test('a second signal cuts the turns that the first one waits for, and they are closed in the log', async () => {
  const { code, id, said, again } = await served()
  signal()
  await said('turns in flight may end')
  await new Promise((resolve) => setTimeout(resolve, 150))
  signal()
  expect(await code).toBe(0)
  const room = again()
  const events = await room.events(id)
  const closed = events.filter(({ type }) => type === 'turn-interrupted' || type === 'turn-failed')
  expect(closed.length).toBeGreaterThan(0)
  expect(closed).toHaveLength(events.filter(({ type }) => type === 'turn-started').length)
  expect(events.some(({ type }) => type === 'debate-ended')).toBe(false)
  await room.close()
})

test('the same signal from a terminal and from a parent is one', async () => {
  const { code, id, again, said } = await served()
  const before = process.listenerCount('SIGTERM')
  expect(before).toBeGreaterThan(0)
  signal()
  signal()
  await said('turns in flight may end')
  const room = again()
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect((await room.events(id)).some(({ type }) => type === 'turn-interrupted')).toBe(false)
  signal()
  expect(await code).toBe(0)
  await room.close()
})
