import type { Message } from '@quorum/debate'
import type { Dispatcher } from 'undici'
import type { Clock } from '../deployment.ts'

/** What the transport saw, for those who adopt a vendor's limits or count its oddities. */
export type Sighting =
  | {
      readonly type: 'response'
      readonly deployment: string
      readonly status: number
      readonly headers: Readonly<Record<string, string | string[] | undefined>>
    }
  /** An event that could not be parsed and was left out. */
  | { readonly type: 'malformed-event'; readonly deployment: string }
  /** The vendor's usage was absent or not believable, so tokens were counted here. */
  | { readonly type: 'usage-counted'; readonly deployment: string }

/** What a wire protocol needs from outside. */
export type WirePorts = {
  /** Connections, see `openPool`. */
  readonly dispatcher: Dispatcher
  readonly clock: Clock
  /** Input tokens, never fewer than the vendor will count; see `Model.count`. */
  count(messages: readonly Message[], exact: boolean): number
  seen?(sighting: Sighting): void
}
