import { createRequire } from 'node:module'
import type { Price, Rates } from '@quorum/debate'

/** What the bundled price table knows of a model. `window` in tokens. */
export type Listed = { readonly price: Price | null; readonly window: number | null }

/** The release of `@pydantic/genai-prices` whose data is used; it stands in every price, so that a log says how it was priced. */
export const priceTable = 'genai-prices 0.1.8'

/**
 * Looks a model up in the bundled price table, offline, with the rates that hold on the date. `vendor` is the table's name of the provider.
 * The first call loads the table (some 50 ms). Where rates depend on the time of day the dearest are taken, since a debate may last.
 */
export function listed(vendor: string, model: string, at: Date): Listed {
  const found = table().calcPrice({ input_tokens: 1 }, model, { providerId: vendor, timestamp: at })
  if (!found) return { price: null, window: null }
  const rates = dearest(found.model.prices, found.model_price)
  return { price: rates && priceOf(rates), window: found.model.context_window ?? null }
}

type Table = typeof import('@pydantic/genai-prices')
type ModelPrice = import('@pydantic/genai-prices').ModelPrice
type ModelPrices = import('@pydantic/genai-prices').ModelInfo['prices']

let loaded: Table | null = null
function table(): Table {
  loaded ??= createRequire(import.meta.url)('@pydantic/genai-prices') as Table
  return loaded
}

/** Rates by time of day exclude each other; among them and those that hold now, the ones with the dearest output. */
function dearest(prices: ModelPrices, now: ModelPrice): ModelPrice | null {
  const byHour = Array.isArray(prices) ? prices.flatMap((one) => (one.constraint?.type === 'time_of_date' ? [one.prices] : [])) : []
  return [now, ...byHour].reduce((most, one) => (base(one.output_mtok) > base(most.output_mtok) ? one : most))
}

/** `null` without rates for text: such a model is no debater. A model that lists them as absent altogether is free of charge per token. */
function priceOf(rates: ModelPrice): Price | null {
  const { input_mtok: input, output_mtok: output, cache_read_mtok: cached, cache_write_mtok: cacheWrite, requests_kcount: requests } = rates
  if (input === undefined || output === undefined) return null
  const starts = new Set([0, ...[input, output, cached, cacheWrite].flatMap(tierStarts)])
  const tiers = [...starts]
    .sort((a, b) => a - b)
    .map((above): { readonly above: number } & Rates => ({
      above,
      input: nanoAt(input, above),
      cached: nanoAt(cached ?? input, above),
      cacheWrite: nanoAt(cacheWrite ?? input, above),
      output: nanoAt(output, above),
    }))
  return { asOf: priceTable, requestNano: Math.ceil(base(requests) * 1e6), tiers }
}

type Entry = ModelPrice[string]

const base = (entry: Entry): number => (typeof entry === 'number' ? entry : (entry?.base ?? 0))
/** The table's tiers hold above their start, ours from their start on. */
const tierStarts = (entry: Entry): readonly number[] => (typeof entry === 'object' ? entry.tiers.map(({ start }) => start + 1) : [])

/** Dollars per million tokens as nano-dollars per thousand, rounded up so that no price is told too low. */
function nanoAt(entry: Entry, input: number): number {
  const tier = typeof entry === 'object' ? entry.tiers.filter(({ start }) => start < input).at(-1) : undefined
  return Math.ceil(Number(((tier?.price ?? base(entry)) * 1e6).toFixed(3)))
}
