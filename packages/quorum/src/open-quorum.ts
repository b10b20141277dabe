import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import {
  protocols as builtIn,
  type Clock,
  type Command,
  type Debate,
  type DebateView,
  type Ending,
  type Fact,
  type Opening,
  opening,
  type Protocol,
  type RecordedEvent,
  type Resumption,
  replay,
  viewOf,
} from '@quorum/debate'
import { type Catalogue, systemClock } from '@quorum/models'
import type { CatalogueRow, Claim, Listing, Store } from '@quorum/store'
import { forked } from './fork.ts'
import type { Told } from './hub.ts'
import { newId } from './new-id.ts'
import { limitsOf, prepare, protocolOf } from './prepare.ts'
import { Problem } from './problem.ts'
import { eventsOf, replayed } from './replayed.ts'
import { type DebateRequest, readRequest } from './request.ts'
import { type Floor, Run } from './run.ts'
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

/** A debate under way here. `ending` settles when this process is done with it, however it ended. */
export type Started = { readonly id: string; readonly ending: Promise<Ending> }

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
  const floor: Floor = { store, models, clock, protocols }
  const runs = new Map<string, Run>()
  let polling: NodeJS.Timeout | null = null
  void store.lost.then(() => release())

  function run(claim: Claim, debate: Debate, resumption?: Resumption): Started {
    const started = new Run(claim, debate, floor, resumption)
    runs.set(claim.debateId, started)
    polling ??= setInterval(look, pollMs)
    const over = () => {
      runs.delete(claim.debateId)
      if (runs.size > 0 || !polling) return
      clearInterval(polling)
      polling = null
    }
    started.ending.then(over, over)
    return { id: claim.debateId, ending: started.ending }
  }

  /** Commands that came in for debates that run here. A store that cannot be read now is asked again at the next look. */
  let looking = false
  async function look(): Promise<void> {
    if (looking) return
    looking = true
    try {
      for (const { debateId, command } of await store.inbox()) runs.get(debateId)?.take(command)
    } finally {
      looking = false
    }
  }

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
      entries: events.map((event) => ({ id: `${id}-1-${event.seq}`, seq: event.seq, type: event.type, text: JSON.stringify(event) })),
    })
    if (claim === 'exists') return open(made, facts, about)
    return run(claim, replay(events))
  }

  const prepared = (request: DebateRequest) => prepare(request, { models, protocols, seed: randomInt(2 ** 31), app, runner })

  async function row(debateId: string): Promise<CatalogueRow> {
    const found = await store.get(debateId)
    if (found === 'deleted') throw new Problem('gone', `Debate ${debateId} was deleted.`)
    if (found === null) throw new Problem('not-found', `There is no debate ${debateId}: \`quorum list\` shows those there are.`)
    return found
  }

  const ended = (debateId: string) =>
    new Problem('ended', `Debate ${debateId} has ended: \`quorum fork ${debateId} --round n\` goes on from one of its rounds.`)

  async function release(): Promise<void> {
    if (polling) clearInterval(polling)
    const endings = [...runs.values()].map((one) => {
      one.release()
      return one.ending
    })
    await Promise.allSettled(endings)
  }

  return {
    async start(request) {
      const read = readRequest(request)
      const made = prepared(read)
      return open(made, [opening(made, clock.now())], read)
    },
    async resume(debateId, { conclude = false } = {}) {
      const claim = await store.claim(debateId)
      if (claim === 'unknown' || claim === 'deleted')
        return Promise.reject(
          await row(debateId).then(
            () => ended(debateId),
            (problem: Problem) => problem,
          ),
        )
      if (claim === 'ended') throw ended(debateId)
      if (claim === 'owned') {
        await this.send(debateId, { type: 'resume', ...(conclude && { conclude }) })
        return 'told'
      }
      const debate = await replayed(debateId, store)
      const cause = debate.paused || conclude ? 'person' : 'crash'
      return run(claim, debate, { cause, ...(conclude && { conclude: true as const }) })
    },
    async fork(debateId, { round, limits }) {
      await row(debateId)
      const events = await eventsOf(debateId, store)
      const first = replay(events).opened
      if (!first) throw new Problem('not-found', `Debate ${debateId} was never opened.`)
      const { protocol, options } = protocolOf({ ...(first.protocol.options as object), name: first.protocol.name }, protocols)
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
      const { opening, facts } = forked(events, round, made, clock.now())
      return open(opening, facts, {})
    },
    async send(debateId, wish) {
      const answer = await store.send(debateId, { ...wish, id: randomUUID(), at: new Date(clock.now()).toISOString() } as Command)
      if (answer === 'ended') throw ended(debateId)
      if (answer !== 'accepted') await row(debateId)
      await look()
    },
    watch: (debateId, watching = {}) => watch(debateId, watching, { store, pollMs, hubOf: (id) => runs.get(id)?.hub ?? null }),
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
      const mine = runs.get(debateId)
      if (mine) {
        await this.send(debateId, { type: 'stop' })
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
      await release()
      await store.close()
      await models.close()
    },
  }
}
