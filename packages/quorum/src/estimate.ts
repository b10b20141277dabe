/** At the least, mostly, at the most. */
export type Range = { readonly low: number; readonly expected: number; readonly high: number }

/** What a debate would come to if it were opened now; retries apart. */
export type Estimate = {
  readonly calls: Range
  readonly tokens: { readonly input: Range; readonly output: Range }
  /** US dollars, within the budget where there is one; null where a price is not known. */
  readonly costUsd: Range | null
  /** Models of the panel whose price is not known. */
  readonly unpriced: readonly string[]
}
