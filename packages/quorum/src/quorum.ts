import type { Command, Debate, DebateView, Entry, Protocol, RecordedEvent, Sink } from '@quorum/debate'
import type { Catalogue } from '@quorum/models'
import type { CatalogueRow, Listing, Store } from '@quorum/store'
import type { Caller } from './caller.ts'
import type { DebateRow } from './debate-row.ts'
import type { Estimate } from './estimate.ts'
import type { PlainAnswer, PlainAsk } from './gateway/plain-ask.ts'
import type { Hub, Told } from './hub.ts'
import type { ProviderKeys } from './keys/provider-keys.ts'
import type { Preset } from './presets/preset.ts'
import type { DebateRequest } from './request.ts'
import type { Started } from './started.ts'
import type { Stats } from './stats/stats.ts'
import type { Trace } from './trace.ts'
import type { Watching } from './watch.ts'

/** A command before it has an id and a time. */
export type Wish = Command extends infer Each ? (Each extends Command ? Omit<Each, 'id' | 'at'> : never) : never

export type Forking = {
  /** The last round that is copied. */
  readonly round: number
  readonly limits?: DebateRequest['limits']
  /** Who holds the debaters' seats from then on: by the seat's name where one is given, else in the order of the panel. */
  readonly panel?: DebateRequest['panel']
  /** Another protocol, where it would have asked the same up to that round; mostly the openings alone. */
  readonly protocol?: DebateRequest['protocol']
}

/** The debates of one tenant and what its people do with them. What belongs to another tenant is `not-found`, whatever is asked of it. */
export type Quorum = {
  /**
   * Opens a debate and runs it, or queues it where enough run already. It is on disk when this resolves. Throws a `Problem` for what cannot
   * be held, and `busy` where the queue is full. `id`: one from `newId`; where it is there already, the debate that has it is answered and
   * nothing is opened, so that a start whose answer was lost can be repeated.
   */
  start(request: DebateRequest, options?: { readonly id?: string }): Promise<Started>
  /** An id that no debate has, in the order of time. */
  newId(): string
  /**
   * Goes on with a debate that nobody runs. `conclude` ends it with the verdict so far. One that another process runs is told to go on
   * there, and one for which there is no room goes on when there is; `id` is that command's.
   */
  resume(debateId: string, options?: { readonly conclude?: boolean; readonly id?: string }): Promise<Started | 'told'>
  /** A new debate that shares everything up to the end of a round. `id` as for `start`. */
  fork(debateId: string, forking: Forking, options?: { readonly id?: string }): Promise<Started>
  /**
   * Steers a debate, whoever runs it; durable when it resolves, with the command's id. Throws a `Problem` where it has ended or is not
   * there. A command under an `id` that was sent before has no further effect.
   */
  send(debateId: string, wish: Wish, options?: { readonly id?: string }): Promise<string>
  /** What happens in a debate: see `watch.ts`. Throws `ahead` where `after` is a seq that the debate does not have. */
  watch(debateId: string, watching?: Watching): AsyncGenerator<Told, void>
  /** The hub of a debate that runs in this process: `snapshots` of turns in flight, then `listen`, with no await in between. Else null. */
  live(debateId: string): Live | null
  show(debateId: string): Promise<DebateView>
  /** What the catalogue says of a debate, without reading its log. */
  row(debateId: string): Promise<CatalogueRow>
  events(debateId: string): Promise<RecordedEvent[]>
  /** Everything that was asked of a model for a turn. Throws a `Problem` where no such turn was planned. */
  trace(debateId: string, turnId: string): Promise<Trace>
  /** Texts of the debate's sources by hash; those that its log holds itself, and those that are lost, are left out. */
  sources(debateId: string): Promise<ReadonlyMap<string, string>>
  /** Stored events with `seq > after` as the exact texts that are sent, at most `limit`. */
  read(debateId: string, after: number, limit: number): Promise<readonly Entry[]>
  list(listing: Omit<Listing, 'tenant'>): Promise<{ readonly rows: readonly DebateRow[]; readonly next: string | null }>
  /** The newest debate's id; null where there is none. */
  last(): Promise<string | null>
  /** Changes what people call a debate. */
  patch(debateId: string, change: { readonly title?: string; readonly tags?: readonly string[] }): Promise<void>
  delete(debateId: string): Promise<{ readonly forks: readonly string[] }>
  /** What a request would come to; nobody is asked. Throws a `Problem` where `start` would. */
  estimate(request: DebateRequest): Promise<Estimate>
  /**
   * Asks one model one question, without a debate and without a log; paid from the caller's accounts, and counted. `sink` hears the answer as
   * it comes; a new attempt begins anew. Throws a `Problem` for what cannot be asked; a model that fails is in the answer.
   */
  ask(plain: PlainAsk, sink?: Sink): Promise<PlainAnswer>
  /**
   * Takes in a debate that was exported as `jsonl`, as an ended debate of an id of its own that says where it is from. Throws a `Problem`
   * that names the line where the text is no log of an ended debate. `id` as for `start`.
   */
  import(text: string, options?: { readonly id?: string }): Promise<{ readonly id: string; readonly events: number }>
  /** What ended debates say of the models; `since` (ISO 8601) leaves out those opened before. */
  stats(options?: { readonly since?: string }): Promise<Stats>
  /** The bundles that `preset` in a request may name; a protocol's name does, too, where no preset has it. */
  readonly presets: readonly Preset[]
  readonly protocols: readonly Protocol[]
  readonly models: Catalogue
}

export type Live = Pick<Hub, 'listen' | 'snapshots'>

/** Something that happened in a debate that runs in this process. */
export type Heard = {
  readonly debateId: string
  readonly tenant: string
  readonly told: Told
  /** What the log said when this process began to run the debate; the same value in all that is heard of that run. */
  readonly before: Debate
}

/** Takes what failed where nobody waits for an answer, and which debate that is about where it is about one. */
export type Report = (error: unknown, about?: { readonly debateId: string }) => void

/**
 * The room where debates run: store, models and engine put together once, for every app. It is itself the `Quorum` of the caller that
 * it was opened for; `as` is that of another one, in the same room.
 */
export type Room = Quorum & {
  as(caller: Caller): Quorum
  /**
   * Hears every recorded event of every debate that runs in this process, once it is on disk, and live ones where somebody watches;
   * answers how to stop. Synchronous: what takes time belongs in a queue of the listener's own. One that throws is reported.
   */
  listen(listener: (heard: Heard) => void): () => void
  /** Hears what failed where nobody waits for an answer, and is tried again; answers how to stop. */
  reports(hear: Report): () => void
  /** How many debates are at work in this process: those that are paused do not count. */
  busy(): number
  readonly store: Store
  /** Keys of providers, where they can be stored. They are the operator's: no tenant's business. */
  readonly keys: ProviderKeys | null
  /**
   * Lets go of what runs here, to be resumed later, and closes store and models. Nothing new starts; turns in flight have `graceMs`
   * milliseconds to end (0 if not given), then they are cut. Closing again meanwhile, without a grace, cuts them at once.
   */
  close(options?: { readonly graceMs?: number }): Promise<void>
}
