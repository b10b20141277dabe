import { randomInt, randomUUID } from 'node:crypto'
import { protocols as builtIn, type Clock, type Opening, opening, type Protocol, readEvent, replay, viewOf } from '@quorum/debate'
import { type Catalogue, systemClock } from '@quorum/models'
import type { Store } from '@quorum/store'
import { type Caller, doorOf } from './caller.ts'
import { claimsIn } from './claims.ts'
import { debateRow } from './debate-row.ts'
import { estimated } from './estimate.ts'
import { forked } from './fork.ts'
import { newId } from './new-id.ts'
import { openingIn } from './opening.ts'
import { holdable, limitsOf, prepare } from './prepare.ts'
import { asPreset, filled, offered } from './presets/filled.ts'
import type { Preset, Setting } from './presets/preset.ts'
import { presets as builtInPresets } from './presets/presets.ts'
import { Problem } from './problem.ts'
import type { Quorum, Room } from './quorum.ts'
import { eventsOf, replayed, textsOf } from './replayed.ts'
import { type DebateRequest, readRequest } from './request.ts'
import { Runs } from './runs.ts'
import { sourcesOf } from './sources.ts'
import { type SweepOptions, sweeping } from './sweep.ts'
import { takingUp } from './take-up.ts'
import { watch } from './watch.ts'

export type QuorumOptions = {
  readonly store: Store
  readonly models: Catalogue
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
  /** Told of what failed where nobody waits for an answer; it is tried again. A warning of the process if not given. */
  readonly report?: (error: unknown) => void
}

export function openQuorum({
  store,
  models,
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
  report = (error) => process.emitWarning(error instanceof Error ? error : String(error)),
}: QuorumOptions): Room {
  const runs = new Runs({ store, models, clock, protocols }, { pollMs, report })
  const takeUp = takingUp(store, runs)
  const sweep = runner === 'server' ? sweeping({ store, runs, takeUp, report }, sweepOptions) : null
  // What a lost session ran is fenced; what is run from now on belongs to the next one.
  store.onLost(() => runs.letGo())

  const presets = offered(own, builtInPresets, protocols)
  const completed = (request: DebateRequest) => filled(asPreset(readRequest(request), { presets, protocols }), usual)
  const prepared = (request: DebateRequest) => prepare(request, { models, protocols, seed: randomInt(2 ** 31), app, runner })

  function as(caller: Caller): Quorum {
    const door = doorOf(store, caller.tenant)
    const open = openingIn({ store, runs, sweep, clock, runner, pollMs }, caller)
    return {
      async start(request, { id } = {}) {
        const read = completed(request)
        if (read.follows !== undefined) await door(read.follows)
        const made = prepared(read)
        return open(made, [opening(made, clock.now())], read, id)
      },
      newId: () => newId(clock.now()),
      ...claimsIn({ store, runs, clock, door, takeUp, sweep }, caller),
      async fork(debateId, { round, limits }, { id } = {}) {
        await door(debateId)
        const texts = await textsOf(debateId, store)
        const first = replay(texts.map(readEvent)).opened
        if (!first) throw new Problem('not-found', `Debate ${debateId} was never opened.`)
        const { name, version, options } = first.protocol
        const protocol = protocols.find((one) => one.name === name && one.version === version)
        if (!protocol)
          throw new Problem('unknown-protocol', `This release does not know version ${version} of ${name}, by which ${debateId} is held.`)
        const made = (parent: NonNullable<Opening['parent']>): Opening => ({
          motion: first.motion,
          panel: first.panel,
          seed: first.seed,
          protocol,
          options,
          parent,
          app,
          runner,
          limits: { ...first.limits, ...limitsOf(limits) },
        })
        if (limits?.rounds !== undefined && limits.rounds <= round && limits.rounds !== first.limits.rounds)
          throw new Problem('bad-request', `What is kept up to round ${round} has ${round + 1} rounds already: allow at least as many.`)
        const { opening, facts } = forked(texts, round, made, clock.now())
        holdable(opening)
        return open(opening, facts, {}, id)
      },
      async *watch(debateId, watching = {}) {
        const { head } = await door(debateId)
        if ((watching.after ?? 0) > head)
          throw new Problem(
            'ahead',
            `Debate ${debateId} has ${head} events, and none after ${watching.after}: watch it from its first one.`,
          )
        yield* watch(debateId, watching, { store, pollMs, hubOf: (id) => runs.of(id)?.hub ?? null })
      },
      live(debateId) {
        const run = runs.of(debateId)
        return run?.tenant === caller.tenant ? run.hub : null
      },
      async show(debateId) {
        const { owned } = await door(debateId)
        return viewOf(await replayed(debateId, store), { owned, now: clock.now() })
      },
      row: door,
      async events(debateId) {
        await door(debateId)
        return eventsOf(debateId, store)
      },
      async sources(debateId) {
        await door(debateId)
        return sourcesOf(debateId, store)
      },
      async read(debateId, after, limit) {
        await door(debateId)
        return store.read(debateId, after, limit)
      },
      async list(listing) {
        const { rows, next } = await store.list({ ...listing, tenant: caller.tenant })
        return { rows: rows.map(debateRow), next }
      },
      async last() {
        return (await store.list({ tenant: caller.tenant, limit: 1 })).rows[0]?.id ?? null
      },
      async patch(debateId, change) {
        await door(debateId)
        await store.patch(debateId, change)
      },
      async delete(debateId) {
        await door(debateId)
        const mine = runs.of(debateId)
        if (mine) {
          mine.take({ type: 'stop', id: randomUUID(), at: new Date(clock.now()).toISOString() })
          await mine.ending
        }
        const answer = await store.delete(debateId)
        if (answer === 'owned') throw new Problem('owned', `Debate ${debateId} is running: \`quorum stop ${debateId}\` first.`)
        if (answer === 'unknown') throw new Problem('not-found', `There is no debate ${debateId}.`)
        return { forks: answer.forks }
      },
      estimate: async (request) => estimated(prepared(completed(request))),
      presets,
      protocols,
      models,
    }
  }

  return {
    ...as({ tenant, principal }),
    as,
    listen: (listener) => runs.listen(listener),
    store,
    async close({ graceMs = 0 } = {}) {
      await runs.release(graceMs)
      try {
        await store.close()
      } finally {
        await models.close()
      }
    },
  }
}
