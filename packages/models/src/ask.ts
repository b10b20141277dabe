import type { Model } from '@quorum/debate'
import type { Quirks } from './deployment.ts'
import { type CostOptions, cost } from './layers/cost.ts'
import type { Gate } from './layers/gate.ts'
import { limit } from './layers/limit.ts'
import { type RetryOptions, retry } from './layers/retry.ts'
import { structured } from './layers/structured.ts'

export type Layers = CostOptions & RetryOptions & { readonly gate: Gate; readonly native: Quirks['structured'] }

/**
 * How a model is asked, from the wire outwards. `cost` is next to the wire, so that every request is priced just before it leaves; `limit`
 * waits before that, in memory and without money; `retry` stands outside of it, so that nobody who waits for a vendor holds a place; and
 * `structured` outside of all, because a repair is a request like any other.
 */
export function withLayers(wire: Model, layers: Layers): Model {
  return structured(retry(limit(cost(wire, layers), layers.gate), layers), layers)
}
