import type { Usage } from '@quorum/debate'
import { type Loose, number, record } from '../../http/json.ts'

/** The vendor counts what its cache read and wrote beside `input_tokens`; here both are parts of the input. */
export function messagesUsage(usage: Loose): Usage {
  const cached = number(usage.cache_read_input_tokens) ?? 0
  const cacheWrite = number(usage.cache_creation_input_tokens) ?? 0
  return {
    input: (number(usage.input_tokens) ?? 0) + cached + cacheWrite,
    cached,
    cacheWrite,
    output: number(usage.output_tokens) ?? 0,
    reasoning: number(record(usage.output_tokens_details)?.thinking_tokens) ?? 0,
  }
}
