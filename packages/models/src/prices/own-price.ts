import type { Price } from '@quorum/debate'

/** A price as a user writes it: dollars per million tokens, and per request. */
export type OwnPrice = {
  readonly input: number
  readonly output: number
  readonly cached?: number
  readonly cacheWrite?: number
  readonly request?: number
}

/** Cached input costs as much as fresh input, and a cache write too, unless it is said. */
export function ownPrice({ input, output, cached = input, cacheWrite = input, request = 0 }: OwnPrice, asOf = 'configured'): Price {
  const nano = (dollars: number) => Math.ceil(Number((dollars * 1e6).toFixed(3)))
  return {
    asOf,
    requestNano: Math.ceil(request * 1e9),
    tiers: [{ above: 0, input: nano(input), cached: nano(cached), cacheWrite: nano(cacheWrite), output: nano(output) }],
  }
}
