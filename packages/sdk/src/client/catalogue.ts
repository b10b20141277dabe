import type { Call, CallOptions } from './call.ts'
import type { Body, Query } from './shapes.ts'

/** What there is to choose from, and what it costs. */
export const catalogueOf = (call: Call) => ({
  models: async (options?: CallOptions) => (await call('listModels', {}, options)).models,
  protocols: async (options?: CallOptions) => (await call('listProtocols', {}, options)).protocols,
  presets: async (options?: CallOptions) => (await call('listPresets', {}, options)).presets,
  /** How models have done in debates that have ended. */
  stats: (query: Query<'getStats'> = {}, options?: CallOptions) => call('getStats', { query }, options),
  /** What a debate would come to; nobody is asked. */
  estimate: (body: Body<'estimateDebate'>, options?: CallOptions) => call('estimateDebate', { body }, options),
  /** A text, to be named by its hash among the sources of a motion. */
  upload: (name: string, text: string | Uint8Array<ArrayBuffer>, options?: CallOptions) =>
    call('uploadSource', { query: { name }, body: typeof text === 'string' ? new TextEncoder().encode(text) : text }, options),
})
