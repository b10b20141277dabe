import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import {
  protocols as builtIn,
  type Clock,
  type Command,
  type DebateView,
  type Fact,
  type Opening,
  opening,
  type Protocol,
  type RecordedEvent,
  readEvent,
  replay,
  UnknownEvent,
  viewOf,
} from '@quorum/debate'
import { type Catalogue, systemClock } from '@quorum/models'
import type { CatalogueRow, Listing, Store } from '@quorum/store'
import { forked } from './fork.ts'
import type { Told } from './hub.ts'
import { newId } from './new-id.ts'
import { limitsOf, prepare } from './prepare.ts'
import { Problem } from './problem.ts'
import { eventsOf, replayed, textsOf } from './replayed.ts'
import { type DebateRequest, readRequest } from './request.ts'
import { Runs, type Started } from './runs.ts'
import { type Watching, watch } from './watch.ts'

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
  /** Milliseconds between looks at the inbox, and at debates of other processes. */
  readonly pollMs?: number
}

/** A command before it has an id and a time. */
export type Wish = Command extends infer Each ? (Each extends Command ? Omit<Each, 'id' | 'at'> : never) : never

export type Forking = {
  /** The last round that is copied. */
  readonly round: number
  readonly limits?: DebateRequest['limits']
}

/** The room where debates run: store, models and engine put together once, for every app. */
export type Quorum = {
  /** Opens a debate and runs it. It is on disk when this resolves. Throws a `Problem` for what cannot be held. */
  start(request: DebateRequest): Promise<Started>
  /** Goes on with a debate that nobody runs. `conclude` ends it with the verdict so far. One that another process runs is told to go on there. */
  resume(debateId: string, options?: { readonly conclude?: boolean }): Promise<Started | 'told'>
  /** A new debate that shares everything up to the end of a round. */
  fork(debateId: string, forking: Forking): Promise<Started>
  /** Steers a debate, whoever runs it; durable when it resolves. Throws a `Problem` where it has ended or is not there. */
  send(debateId: string, wish: Wish): Promise<void>
  watch(debateId: string, watching?: Watching): AsyncGenerator<Told, void>
  show(debateId: string): Promise<DebateView>
  events(debateId: string): Promise<RecordedEvent[]>
  list(listing: Listing): ReturnType<Store['list']>
  /** The newest debate's id; null where there is none. */
  last(): Promise<string | null>
  delete(debateId: string): Promise<{ readonly forks: readonly string[] }>
  readonly protocols: readonly Protocol[]
  readonly models: Catalogue
  readonly store: Store
  /** Lets go of what runs here, to be resumed later, and closes store and models. */
  close(): Promise<void>
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
  pollMs = 200,
}: QuorumOptions): Quorum {
  const runs = new Runs({ store, models, clock, protocols }, pollMs)
  void store.lost.then(() => runs.release())

  async function open(
    made: Opening,
    facts: readonly Fact[],
    about: { title?: string | undefined; tags?: readonly string[] | undefined },
  ): Promise<Started> {
    const id = newId(clock.now())
    const at = new Date(clock.now()).toISOString()
    const events = facts.map((fact, index) => ({ v: 1, seq: index + 1, at, debateId: id, ...fact }) as RecordedEvent)
    const claim = await store.open({
      id,
      tenant,
      principal,
      secret: randomBytes(32).toString('hex'),
      title: about.title ?? made.motion.question.slice(0, 200),
      tags: about.tags ?? [],
      protocol: made.protocol.name,
      runner,
      simulated: made.panel.some(({ model }) => model?.simulated),
      ...(made.parent && { parent: made.parent.id }),
      searchText: searchTextOf(events),
      entries: events.map((event) => ({ id: `${id}-1-${event.seq}`, seq: event.seq, type: event.type, text: JSON.stringify(event) })),
    })
    if (claim === 'exists') return open(made, facts, about)
    return runs.start({ claim, debate: replay(events) })
  }

  const prepared = (request: DebateRequest) => prepare(request, { models, protocols, seed: randomInt(2 ** 31), app, runner })

  async function row(debateId: string): Promise<CatalogueRow> {
    const found = await store.get(debateId)
    if (found === 'deleted') throw new Problem('gone', `Debate ${debateId} was deleted.`)
    if (found === null) throw new Problem('not-found', `There is no debate ${debateId}: \`quorum list\` shows those there are.`)
    return found
  }

  const stamp = () => ({ id: randomUUID(), at: new Date(clock.now()).toISOString() })

  const ended = (debateId: string) =>
    new Problem('ended', `Debate ${debateId} has ended: \`quorum fork ${debateId} --round n\` goes on from one of its rounds.`)

  /** Claims a debate that nobody runs, and goes on with it from its log. A claim that leads to no run is given back at once. */
  async function takeUp(debateId: string, { conclude = false, byPerson = false } = {}): Promise<Started | 'owned'> {
    const claim = await store.claim(debateId)
    if (claim === 'owned') return claim
    if (claim === 'ended') throw ended(debateId)
    if (typeof claim === 'string') throw await row(debateId).then(() => ended(debateId))
    try {
      const debate = await replayed(debateId, store)
      const cause = byPerson || conclude || debate.paused || !claim.tookOver ? 'person' : 'crash'
      const resumption = { cause, ...(conclude && { conclude: true as const }) } as const
      return runs.start({ claim, debate, resumption, waiting: await runs.waiting(debateId) })
    } catch (error) {
      await store.release(debateId, claim.epoch)
      throw error instanceof UnknownEvent ? new Problem('conflict', error.message) : error
    }
  }

  async function send(debateId: string, wish: Wish): Promise<void> {
    const answer = await store.send(debateId, { ...wish, ...stamp() } as Command)
    if (answer === 'ended') throw ended(debateId)
    const { owned } = await row(debateId)
    if (owned) return runs.look()
    if (wish.type !== 'stop') return
    const started = await takeUp(debateId, { byPerson: true })
    if (started !== 'owned') await started.ending
  }

  return {
    async start(request) {
      const read = readRequest(request)
      const made = prepared(read)
      return open(made, [opening(made, clock.now())], read)
    },
    async resume(debateId, { conclude = false } = {}) {
      const started = await takeUp(debateId, { conclude })
      if (started !== 'owned') return started
      await send(debateId, { type: 'resume', ...(conclude && { conclude }) })
      return 'told'
    },
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
      const { opening, facts } = forked(texts, round, made, clock.now())
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
    protocols,
    models,
    store,
    async close() {
      await runs.release()
      try {
        await store.close()
      } finally {
        await models.close()
      }
    },
  }
}

/** What a search finds a debate by besides its title: the question, and what a copy brings along. */
const searchTextOf = (events: readonly RecordedEvent[]): string =>
  events
    .flatMap((event) => (event.type === 'debate-opened' ? [event.motion.question] : event.type === 'turn-ended' ? [event.text] : []))
    .join('\n')
