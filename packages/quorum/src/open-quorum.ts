import { randomInt } from 'node:crypto'
import {
  protocols as builtIn,
  type Clock,
  type Fact,
  type Opening,
  opening,
  type Protocol,
  readEvent,
  replay,
  viewOf,
} from '@quorum/debate'
import { type Catalogue, systemClock } from '@quorum/models'
import type { Store } from '@quorum/store'
import { claimsIn } from './claims.ts'
import { forked } from './fork.ts'
import { type About, newDebate } from './new-debate.ts'
import { holdable, limitsOf, prepare } from './prepare.ts'
import { asPreset, filled, offered } from './presets/filled.ts'
import type { Preset, Setting } from './presets/preset.ts'
import { presets as builtInPresets } from './presets/presets.ts'
import { Problem } from './problem.ts'
import type { Quorum } from './quorum.ts'
import { eventsOf, replayed, textsOf } from './replayed.ts'
import { type DebateRequest, readRequest } from './request.ts'
import { Runs, type Started } from './runs.ts'
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
}: QuorumOptions): Quorum {
  const runs = new Runs({ store, models, clock, protocols }, pollMs)
  const { row, stamp, send, resume } = claimsIn({ store, runs, clock })
  void store.lost.then(() => runs.release())

  async function open(made: Opening, facts: readonly Fact[], about: About): Promise<Started> {
    const { row, events } = newDebate(made, facts, about, { runner, tenant, principal, now: clock.now() })
    const claim = await store.open(row)
    if (claim === 'exists') return open(made, facts, about)
    return runs.start({ claim, debate: replay(events) })
  }

  const presets = offered(own, builtInPresets, protocols)
  const completed = (request: DebateRequest) => filled(asPreset(readRequest(request), { presets, protocols }), usual)
  const prepared = (request: DebateRequest) => prepare(request, { models, protocols, seed: randomInt(2 ** 31), app, runner })

  return {
    async start(request) {
      const read = completed(request)
      const made = prepared(read)
      return open(made, [opening(made, clock.now())], read)
    },
    resume,
    async fork(debateId, { round, limits }) {
      await row(debateId)
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
      return open(opening, facts, {})
    },
    send,
    watch: (debateId, watching = {}) => watch(debateId, watching, { store, pollMs, hubOf: (id) => runs.of(id)?.hub ?? null }),
    async show(debateId) {
      const { owned } = await row(debateId)
      return viewOf(await replayed(debateId, store), { owned, now: clock.now() })
    },
    async events(debateId) {
      await row(debateId)
      return eventsOf(debateId, store)
    },
    list: (listing) => store.list(listing),
    async last() {
      return (await store.list({ limit: 1 })).rows[0]?.id ?? null
    },
    async delete(debateId) {
      await row(debateId)
      const mine = runs.of(debateId)
      if (mine) {
        mine.take({ type: 'stop', ...stamp() })
        await mine.ending
      }
      const answer = await store.delete(debateId)
      if (answer === 'owned') throw new Problem('owned', `Debate ${debateId} is running: \`quorum stop ${debateId}\` first.`)
      if (answer === 'unknown') throw new Problem('not-found', `There is no debate ${debateId}.`)
      return { forks: answer.forks }
    },
    presets,
    protocols,
    models,
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
