import type { ModelInfo } from '@quorum/debate'
import type { Secret } from './secret.ts'

/** Where a vendor differs from the wire protocol that it speaks. Data, never code. */
export type Quirks = {
  /** How structured output is asked for: a JSON schema, any JSON object, or not at all (then by the prompt alone). */
  readonly structured: 'json-schema' | 'json-object' | 'none'
  /** Name of the field that caps the output. */
  readonly maxOutputField: 'max_completion_tokens' | 'max_tokens'
  /** Whether the vendor takes `stream_options: { include_usage: true }`. */
  readonly streamUsage: boolean
  /** Whether hidden thinking is billed beside `completion_tokens` instead of inside them. */
  readonly reasoningOutside: boolean
  /** Whether the vendor bills a call whose socket we close. */
  readonly cancelBills: boolean
}

/** An endpoint with a key: the thing that a request goes to. */
export type Deployment = {
  /** Unique and printable, without the key: `openai#1`. */
  readonly id: string
  /** Base URL of the API, without a trailing slash. */
  readonly baseUrl: string
  readonly key: Secret | null
  /** The model's name at the vendor. */
  readonly model: string
  readonly info: ModelInfo
  readonly quirks: Quirks
  /** Milliseconds: until connected, until the first content, between contents. */
  readonly timeouts: { readonly connect: number; readonly firstToken: number; readonly idle: number }
}

/** The injected clock, in milliseconds; `after` returns what cancels it. */
export type Clock = { now(): number; after(ms: number, run: () => void): () => void }
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), 2 ** 31 - 1))
    return () => clearTimeout(timer)
  },
}
