import { describe, expect, it } from 'vitest'
import { chatUsage } from './chat-usage.ts'

const plain = { input: 20, cached: 0, cacheWrite: 0, output: 10, reasoning: 0 }
const counts = { prompt_tokens: 20, completion_tokens: 10 }
const thinking = { completion_tokens_details: { reasoning_tokens: 7 } }

describe('usage of a chat completion', () => {
  it.each([
    ['bare', counts, plain],
    ['cached, as OpenAI says it', { ...counts, prompt_tokens_details: { cached_tokens: 12 } }, { ...plain, cached: 12 }],
    ['cached, as DeepSeek says it', { ...counts, prompt_cache_hit_tokens: 12, prompt_cache_miss_tokens: 8 }, { ...plain, cached: 12 }],
    ['cached, as Moonshot and Together say it', { ...counts, cached_tokens: 12 }, { ...plain, cached: 12 }],
    ['written to a cache', { ...counts, prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 5 } }, { ...plain, cacheWrite: 5 }],
    ['thinking inside', { ...counts, total_tokens: 30, ...thinking }, { ...plain, reasoning: 7 }],
    ['thinking beside, as the total tells', { ...counts, total_tokens: 37, ...thinking }, { ...plain, output: 17, reasoning: 7 }],
    [
      'more thinking than output',
      { ...counts, total_tokens: 30, completion_tokens_details: { reasoning_tokens: 11 } },
      { ...plain, reasoning: 10 },
    ],
    ['nonsense', { prompt_tokens: 'many', completion_tokens: null }, { ...plain, input: 0, output: 0 }],
  ])('%s', (_, usage, expected) => {
    expect(chatUsage(usage, false)).toEqual(expected)
  })

  it('asks the quirk only where the total does not tell', () => {
    expect(chatUsage({ ...counts, ...thinking }, true)).toMatchObject({ output: 17, reasoning: 7 })
    expect(chatUsage({ ...counts, ...thinking }, false)).toMatchObject({ output: 10, reasoning: 7 })
    expect(chatUsage({ ...counts, ...thinking, total_tokens: 30 }, true)).toMatchObject({ output: 10, reasoning: 7 })
  })
})
