import { accessOf } from './access.ts'
import { callOver } from './call.ts'
import { catalogueOf } from './catalogue.ts'
import { debatesOf } from './debates.ts'
import type { Connection } from './send.ts'
import { webhooksOf } from './webhooks.ts'

export type ClientOptions = {
  /** Where the server is: the page's own in a browser, else `http://127.0.0.1:4400`. */
  readonly baseUrl?: string
  /** None is needed on loopback, unless the server asks for one. */
  readonly apiKey?: string
  readonly fetch?: typeof globalThis.fetch
  /** How often a request that may be repeated is sent again where no answer came or the server is not ready. */
  readonly retries?: number
  /** Milliseconds that the first wait before coming back takes at most; each further one twice as long, up to ten seconds. */
  readonly backoffMs?: number
}

/** A client of a server. Every method throws `QuorumError` for what the server refuses, and takes an `AbortSignal` in its options. */
export type Client = ReturnType<typeof createClient>

/** Connects to nothing yet. */
export function createClient({ baseUrl = ownUrl(), apiKey, fetch = globalThis.fetch, retries = 2, backoffMs = 250 }: ClientOptions = {}) {
  const connection: Connection = {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    apiKey: apiKey ?? null,
    // A browser's fetch is not to be called as a method of something else.
    fetch: (...request) => fetch(...request),
    retries,
    backoffMs,
  }
  const call = callOver(connection)
  return {
    /** Any operation of the table, by its id. */
    call,
    debates: debatesOf(call, connection),
    ...catalogueOf(call),
    ...accessOf(call),
    webhooks: webhooksOf(call),
  }
}

function ownUrl(): string {
  const { location } = globalThis as { readonly location?: { readonly origin: string } }
  return location?.origin ?? 'http://127.0.0.1:4400'
}
