import { modelCatalogue, type ProviderOverride, systemClock } from '@quorum/models'
import { memoryDisk, memoryStore, type Store } from '@quorum/store'
import { onTestFinished } from 'vitest'
import { openQuorum, type QuorumOptions } from '../open-quorum.ts'
import type { Room } from '../quorum.ts'

type RoomHere = {
  /** URL of the vendor. */
  readonly simulator: string
  readonly store?: Store
  readonly timeouts?: NonNullable<ProviderOverride['timeouts']>
  /** So many times faster than it is do the engine's timers run. */
  readonly haste?: number
} & Pick<Partial<QuorumOptions>, 'runner' | 'sweep' | 'protocols' | 'report'>

/** A room in this process, closed after the test. No retry waits for chance, and others' debates are looked at often. */
export function openRoom({
  simulator,
  store = memoryStore(memoryDisk()),
  timeouts = {},
  haste = 1,
  runner = 'cli',
  sweep = {},
  ...more
}: RoomHere): Room {
  const models = modelCatalogue({
    env: { QUORUM_SIMULATOR_URL: simulator },
    overrides: { providers: { sim: { timeouts }, 'sim-anthropic': { timeouts } } },
    random: () => 0,
  })
  const after = (ms: number, run: () => void) => systemClock.after(ms / haste, run)
  const clock = { ...systemClock, after, soon: setImmediate }
  const quorum = openQuorum({ store, models, clock, runner, app: 'test', pollMs: 20, sweep: { everyMs: 20, ...sweep }, ...more })
  onTestFinished(() => quorum.close())
  return quorum
}
