import type { Usage } from '@quorum/debate'
import { type Loose, number, record } from '../../http/json.ts'

/**
 * What is billed, which is less than what is counted: the vendor's own words around a prompt are free. They stand first, so what was read
 * from the cache is theirs before it is ours.
 */
export function cohereUsage(usage: Loose): Usage {
  const billed = record(usage.billed_units)
  const counted = record(usage.tokens)
  const all = number(counted?.input_tokens) ?? 0
  const input = number(billed?.input_tokens) ?? all
  const free = Math.max(0, all - input)
  return {
    input,
    cached: Math.min(Math.max(0, (number(usage.cached_tokens) ?? 0) - free), Math.max(0, input)),
    cacheWrite: 0,
    output: number(billed?.output_tokens) ?? number(counted?.output_tokens) ?? 0,
    reasoning: 0,
  }
}
