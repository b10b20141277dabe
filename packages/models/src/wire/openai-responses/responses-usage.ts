import type { Usage } from '@quorum/debate'
import { type Loose, number, record } from '../../http/json.ts'

/** Cached input is a part of `input_tokens`, hidden thinking a part of `output_tokens`. */
export function responsesUsage(usage: Loose): Usage {
  const input = record(usage.input_tokens_details)
  return {
    input: number(usage.input_tokens) ?? 0,
    cached: number(input?.cached_tokens) ?? 0,
    cacheWrite: number(input?.cache_write_tokens) ?? 0,
    output: number(usage.output_tokens) ?? 0,
    reasoning: number(record(usage.output_tokens_details)?.reasoning_tokens) ?? 0,
  }
}
