import { type Simulator, startSimulator } from '@quorum/simulator'
import { memoryStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRoom } from './testing/open-room.ts'
import { requestOf } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

it('asks nobody as long as its store does not know that it still owns the debate', async () => {
  const own = memoryStore()
  const askedBefore: number[] = []
  // As a process that wakes up from a long sleep: for a while others may have taken over unseen.
  const fresh = () => askedBefore.push(simulator.requests().length) > 7 && own.fresh()
  const quorum = openRoom({ simulator: simulator.url, store: { ...own, fresh }, haste: 100 })
  const { ending } = await quorum.start(requestOf({ protocol: 'vote', motion: 'closed' }, 'asleep'))
  expect(await ending).toMatchObject({ as: 'ended', status: 'complete' })
  expect(askedBefore.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
})
