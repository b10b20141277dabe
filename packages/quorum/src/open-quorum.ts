import { protocols as builtIn, type Clock, type Protocol } from '@quorum/debate'
import { type Catalogue, systemClock } from '@quorum/models'
import type { Store } from '@quorum/store'
import { beginningIn } from './beginning.ts'
import { type Caller, doorOf } from './caller.ts'
import { changingIn } from './changing.ts'
import { claimsIn } from './claims.ts'
import { openGateway } from './gateway/gateway.ts'
import type { Ground } from './ground.ts'
import { importing } from './import/import.ts'
import { keptViews } from './kept-views.ts'
import type { ProviderKeys } from './keys/provider-keys.ts'
import { offered } from './presets/filled.ts'
import type { Preset, Setting } from './presets/preset.ts'
import { presets as builtInPresets } from './presets/presets.ts'
import type { Quorum, Report, Room } from './quorum.ts'
import { readingIn } from './reading.ts'
import { Runs } from './runs.ts'
import { counting } from './stats/counting.ts'
import { type SweepOptions, sweeping } from './sweep.ts'
import { takingUp } from './take-up.ts'

export type QuorumOptions = {
  readonly store: Store
  readonly models: Catalogue
  /** Where keys of providers are stored, if they can be. */
  readonly keys?: ProviderKeys
  /** A server goes on by itself with the debates that it opened; those of a command wait to be resumed. */
  readonly runner: 'cli' | 'server'
  /** Name and version of the software, for the log. */
  readonly app: string
  readonly tenant?: string
  readonly principal?: string
  readonly clock?: Clock
  readonly protocols?: readonly Protocol[]
  /** One's own presets; they stand before the built-in ones of the same name. */
  readonly presets?: readonly Preset[]
  /** What requests leave open and their presets do not set. */
  readonly usual?: Setting
  /** Milliseconds between looks at the inbox, and at debates of other processes. */
  readonly pollMs?: number
  /** How a server goes on by itself, and with how many debates. */
  readonly sweep?: SweepOptions
  /** Told of what failed where nobody waits for an answer, unless somebody hears `Room.reports`. A warning of the process if not given. */
  readonly report?: Report
}

export function openQuorum({
  store,
  models,
  keys,
  runner,
  app,
  tenant = 'local',
  principal = 'local',
  clock = { ...systemClock, soon: setImmediate },
  protocols = builtIn,
  presets: own = [],
  usual = {},
  pollMs = 200,
  sweep: sweepOptions = {},
  report: usually = (error) => process.emitWarning(error instanceof Error ? error : String(error)),
}: QuorumOptions): Room {
  const hearing = new Set<Report>()
  const report: Report = (error, about) => {
    if (hearing.size === 0) usually(error, about)
    for (const hear of hearing) hear(error, about)
  }
  const runs = new Runs({ store, models, clock, protocols }, { pollMs, report })
  const takeUp = takingUp(store, runs)
  const sweep = runner === 'server' ? sweeping({ store, runs, takeUp, report }, sweepOptions) : null
  // What a lost session ran is fenced; what is run from now on belongs to the next one.
  store.onLost(() => runs.letGo())

  const gateway = openGateway({ store, models, clock, report })

  const presets = offered(own, builtInPresets, protocols)
  const ground: Ground = { store, models, clock, protocols, presets, usual, runner, app, pollMs, runs, takeUp, views: keptViews(), sweep }

  function as(caller: Caller): Quorum {
    const door = doorOf(store, caller.tenant)
    return {
      ...beginningIn(ground, caller, door),
      ...claimsIn(ground, caller, door),
      ...readingIn(ground, caller, door),
      ...changingIn(ground, door),
      import: importing(ground, caller),
      ask: gateway.asking(caller),
      stats: counting(store, caller.tenant, gateway.tally),
      presets,
      protocols,
      models,
    }
  }

  return {
    ...as({ tenant, principal }),
    as,
    listen: (listener) => runs.listen(listener),
    reports(hear) {
      hearing.add(hear)
      return () => hearing.delete(hear)
    },
    busy: () => runs.busy,
    store,
    keys: keys ?? null,
    async close({ graceMs = 0 } = {}) {
      await Promise.all([runs.release(graceMs), gateway.close(graceMs)])
      try {
        await store.close()
      } finally {
        await models.close()
      }
    },
  }
}
