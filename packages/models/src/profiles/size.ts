/** What a model takes and gives where the price table does not say; longest answers are in no table. Both in tokens. */
type Size = { readonly window: number; readonly maxOutput: number }

/** First match wins. Figures are those of the vendors' documentation; where they differ by host, the smaller one. */
const sizes: readonly (readonly [pattern: RegExp, size: Size])[] = [
  [/gpt-oss/, { window: 131_072, maxOutput: 32_768 }],
  [/gpt-[5-9]/, { window: 400_000, maxOutput: 128_000 }],
  [/(^|\/)o[1-9](-|$)/, { window: 200_000, maxOutput: 100_000 }],
  [/gpt-4\.1/, { window: 1_000_000, maxOutput: 32_768 }],
  [/gpt-4o|chatgpt/, { window: 128_000, maxOutput: 16_384 }],
  [/gpt-4|gpt-3/, { window: 16_385, maxOutput: 4_096 }],
  [/claude-(3-opus|3-haiku|3-sonnet|2)/, { window: 200_000, maxOutput: 4_096 }],
  [/claude-3[-.]5/, { window: 200_000, maxOutput: 8_192 }],
  [/claude-opus-4(-[01]|$|-2025)/, { window: 200_000, maxOutput: 32_000 }],
  [/claude/, { window: 200_000, maxOutput: 64_000 }],
  [/gemini-(2\.5|[3-9])/, { window: 1_000_000, maxOutput: 65_536 }],
  [/gemini/, { window: 1_000_000, maxOutput: 8_192 }],
  [/grok/, { window: 131_072, maxOutput: 32_768 }],
  [/kimi|glm|minimax|deepseek-v[4-9]|qwen-?3/, { window: 128_000, maxOutput: 32_768 }],
]
const elsewhere: Size = { window: 128_000, maxOutput: 8_192 }

export function sizeOf(model: string): Size {
  const name = model.toLowerCase()
  return sizes.find(([pattern]) => pattern.test(name))?.[1] ?? elsewhere
}
