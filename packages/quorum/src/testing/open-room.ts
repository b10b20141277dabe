import { modelCatalogue, type ProviderOverride } from '@quorum/models'
import { memoryDisk, memoryStore, type Store } from '@quorum/store'
import { onTestFinished } from 'vitest'
import { openQuorum, type Quorum } from '../open-quorum.ts'

type RoomHere = {
  /** URL of the vendor. */
  readonly simulator: string
  readonly store?: Store
  readonly timeouts?: NonNullable<ProviderOverride['timeouts']>
}

/** A room in this process, closed after the test. No retry waits for chance, and others' debates are looked at often. */
export function openRoom({ simulator, store = memoryStore(memoryDisk()), timeouts = {} }: RoomHere): Quorum {
  const models = modelCatalogue({
    env: { QUORUM_SIMULATOR_URL: simulator },
    overrides: { providers: { sim: { timeouts }, 'sim-anthropic': { timeouts } } },
    random: () => 0,
  })
  const quorum = openQuorum({ store, models, runner: 'cli', app: 'test', pollMs: 20 })
  onTestFinished(() => quorum.close())
  return quorum
}
