import type { Usage } from '@quorum/debate'
import { type Loose, number, record } from '../../http/json.ts'

/**
 * Usage in all the forms in which vendors of this protocol put it. Whether hidden thinking stands inside `completion_tokens` is told by
 * the total where it can tell, else by the vendor's quirk.
 */
export function chatUsage(usage: Loose, reasoningOutside: boolean): Usage {
  const prompt = record(usage.prompt_tokens_details)
  const completion = record(usage.completion_tokens_details)
  const input = number(usage.prompt_tokens) ?? 0
  const said = number(usage.completion_tokens) ?? 0
  const thought = number(completion?.reasoning_tokens) ?? number(usage.reasoning_tokens) ?? 0
  const total = number(usage.total_tokens)
  const outside = thought > 0 && (total === input + said + thought || (reasoningOutside && total !== input + said))
  return {
    input,
    cached: number(prompt?.cached_tokens) ?? number(usage.prompt_cache_hit_tokens) ?? number(usage.cached_tokens) ?? 0,
    cacheWrite: number(prompt?.cache_write_tokens) ?? number(usage.cache_creation_input_tokens) ?? 0,
    output: outside ? said + thought : said,
    // One vendor counts its thinking a token higher than the whole.
    reasoning: outside ? thought : Math.min(thought, said),
  }
}
