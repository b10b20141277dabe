import { readEvent, replay, viewOf } from '@quorum/debate'
import type { Caller, Door } from './caller.ts'
import { debateRow } from './debate-row.ts'
import type { Ground } from './ground.ts'
import { neededBy } from './needed.ts'
import { Problem } from './problem.ts'
import type { Quorum } from './quorum.ts'
import { eventsOf, textsOf } from './replayed.ts'
import { sourcesOf, textsIn } from './sources.ts'
import { traceOf } from './trace.ts'
import { watch } from './watch.ts'

type Reading = Pick<Quorum, 'watch' | 'live' | 'show' | 'row' | 'events' | 'sources' | 'read' | 'list' | 'last' | 'trace'>

/** What a caller sees of debates. */
export function readingIn({ store, runs, clock, pollMs, views, protocols }: Ground, { tenant }: Caller, door: Door): Reading {
  return {
    async *watch(debateId, watching = {}) {
      const { head } = await door(debateId)
      const { after = 0 } = watching
      if (after > head)
        throw new Problem('ahead', `Debate ${debateId} has ${head} events, and none after ${after}: watch it from its first one.`)
      yield* watch(debateId, watching, { store, pollMs, hubOf: (id) => runs.of(id)?.hub ?? null })
    },
    live(debateId) {
      const run = runs.of(debateId)
      return run?.tenant === tenant ? run.hub : null
    },
    async show(debateId) {
      const { owned, endedAt } = await door(debateId)
      const settled = endedAt !== null && !owned
      const kept = settled ? views.get(debateId) : null
      if (kept) return kept
      const texts = await textsOf(debateId, store)
      const debate = replay(texts.map(readEvent))
      const sources = debate.opened ? await textsIn(debate.opened.motion, store) : new Map<string, string>()
      const seen = viewOf(debate, { owned, now: clock.now(), sources })
      const neededUsd = neededBy(debate, protocols)
      const view = neededUsd ? { ...seen, spend: { ...seen.spend, neededUsd } } : seen
      const size = texts.reduce((sum, { length }) => sum + length, 0)
      if (settled) views.keep(debateId, view, size)
      return view
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
    async trace(debateId, turnId) {
      await door(debateId)
      return traceOf(debateId, turnId, tenant, store)
    },
    async read(debateId, after, limit) {
      await door(debateId)
      return store.read(debateId, after, limit)
    },
    async list(listing) {
      const { rows, next } = await store.list({ ...listing, tenant })
      return { rows: rows.map(debateRow), next }
    },
    async last() {
      return (await store.list({ tenant, limit: 1 })).rows[0]?.id ?? null
    },
  }
}
