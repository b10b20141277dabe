/** Run as a process of its own by `child-room.ts`: a room that does what lines on its input say, until it dies or is closed. */
import { createInterface } from 'node:readline'
import { modelCatalogue } from '@quorum/models'
import { sqliteStore } from '@quorum/store'
import { openQuorum } from '../open-quorum.ts'
import type { Asked, RoomOptions, Said } from './child-room.ts'
import { mortal } from './death.ts'

const { path, lease = {}, simulator, timeouts = {}, death, runner = 'cli' } = JSON.parse(process.argv[2] ?? '{}') as RoomOptions
const say = (said: Said) => process.stdout.write(`${JSON.stringify(said)}\n`)

const own = {
  store: await sqliteStore({ path, lease }),
  models: modelCatalogue({
    env: { QUORUM_SIMULATOR_URL: simulator },
    overrides: { providers: { sim: { timeouts }, 'sim-anthropic': { timeouts } } },
    random: () => 0,
  }),
}
const quorum = openQuorum({ ...mortal(own, death), runner, app: 'test', pollMs: 20 })
own.store.onLost(() => say({ lost: true }))
say({ ready: true })

async function answer({ what, args }: Asked): Promise<unknown> {
  const call = quorum[what] as (...given: unknown[]) => Promise<unknown>
  const value = await call(...args)
  if (typeof value !== 'object' || value === null || !('ending' in value) || !('id' in value)) return value
  const { id, ending } = value as Awaited<ReturnType<typeof quorum.start>>
  void ending.then(
    (how) => say({ ended: id, how }),
    (error: Error) => say({ ended: id, error: { name: error.name, message: error.message } }),
  )
  return { id }
}

createInterface({ input: process.stdin }).on('line', async (line) => {
  const asked = JSON.parse(line) as Asked
  answer(asked).then(
    (value) => say({ id: asked.id, value }),
    ({ name, message, code }: Error & { code?: string }) => say({ id: asked.id, error: { name, message, ...(code && { code }) } }),
  )
})
