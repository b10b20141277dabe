import type { Usage } from '@quorum/debate'
import { type Loose, number } from '../../http/json.ts'

/** The vendor counts thoughts beside `candidatesTokenCount`, and bills them as output; counts of nothing are left out. */
export function geminiUsage(usage: Loose): Usage {
  const reasoning = number(usage.thoughtsTokenCount) ?? 0
  return {
    input: number(usage.promptTokenCount) ?? 0,
    cached: number(usage.cachedContentTokenCount) ?? 0,
    cacheWrite: 0,
    output: (number(usage.candidatesTokenCount) ?? 0) + reasoning,
    reasoning,
  }
}
