import type { Command, DebateView, Protocol, RecordedEvent } from '@quorum/debate'
import type { Catalogue } from '@quorum/models'
import type { Listing, Store } from '@quorum/store'
import type { Told } from './hub.ts'
import type { Preset } from './presets/preset.ts'
import type { DebateRequest } from './request.ts'
import type { Started } from './runs.ts'
import type { Watching } from './watch.ts'

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
  /** The bundles that `preset` in a request may name; a protocol's name does, too, where no preset has it. */
  readonly presets: readonly Preset[]
  readonly protocols: readonly Protocol[]
  readonly models: Catalogue
  readonly store: Store
  /** Lets go of what runs here, to be resumed later, and closes store and models. */
  close(): Promise<void>
}
