import { modelCatalogue } from '@quorum/models'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { memoryStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openQuorum } from './open-quorum.ts'
import { motions } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

it('calls a debate simulated whose real models turn out to be a simulator', async () => {
  const env = { OPENAI_API_KEY: 'sk-0123456789abcdef', OPENAI_BASE_URL: `${simulator.url}/v1` }
  const quorum = openQuorum({ store: memoryStore(), models: modelCatalogue({ env }), runner: 'cli', app: 'test' })
  onTestFinished(() => quorum.close())
  const panel = ['one', 'other'].map((name) => ({ model: 'openai/gpt-5-mini', name }))
  const { id, ending } = await quorum.start({ motion: motions.closed, panel, protocol: { name: 'vote' } })
  await ending
  const { simulated, seats } = await quorum.show(id)
  expect(seats.map(({ turns }) => turns)).toEqual([1, 1])
  expect(simulated).toBe(true)
  expect((await quorum.list({})).rows).toMatchObject([{ id, simulated: true }])

  const fork = await quorum.fork(id, { round: 0 })
  expect(await quorum.row(fork.id)).toMatchObject({ simulated: true })
  await fork.ending
})
