import type { Usage } from './model.ts'

/** Rates in nano-dollars (1e-9 USD) per 1,000 tokens: $3 per million tokens is 3,000,000. */
export type Rates = { readonly input: number; readonly cached: number; readonly cacheWrite: number; readonly output: number }

/** `tiers` by ascending `above` (input tokens from which the rates hold for the whole request); the first starts at 0. */
export type Price = { readonly asOf: string; readonly requestNano: number; readonly tiers: readonly (Rates & { readonly above: number })[] }

/** What usage costs, in nano-dollars, rounded up. */
export function costNano(price: Price, usage: Usage): number {
  const rates = ratesAt(price, usage.input)
  const fresh = Math.max(0, usage.input - usage.cached - usage.cacheWrite)
  const thousandfold = fresh * rates.input + usage.cached * rates.cached + usage.cacheWrite * rates.cacheWrite + usage.output * rates.output
  return price.requestNano + Math.ceil(thousandfold / 1000)
}

/** The most that a request of this size can cost, whichever tier applies and however the vendor's cache counts it. */
export function worstNano(price: Price, inputTokens: number, maxOutput: number): number {
  const reachable = price.tiers.filter((tier) => tier.above <= inputTokens)
  const dearest = (rate: (rates: Rates) => number) => Math.max(0, ...reachable.map(rate))
  const input = dearest((rates) => Math.max(rates.input, rates.cached, rates.cacheWrite))
  const output = dearest((rates) => rates.output)
  return price.requestNano + Math.ceil((inputTokens * input + maxOutput * output) / 1000)
}

function ratesAt(price: Price, inputTokens: number): Rates {
  const rates = price.tiers.findLast((tier) => tier.above <= inputTokens) ?? price.tiers[0]
  if (!rates) throw new RangeError('a price needs at least one tier')
  return rates
}
