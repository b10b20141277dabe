import type { Message, Usage } from '@quorum/debate'
import { fewestTokens } from './output-bound.ts'

/** What an answer is held against before a vendor's usage is believed. */
export type Evidence = { readonly messages: readonly Message[]; readonly said: string; readonly maxOutput: number; readonly window: number }

/**
 * Whether usage can be true: whole numbers, parts within their whole, an input within the window and not far below the prompt, an output
 * not above the cap and not below half of what was said. Hidden thinking that some vendors bill beyond the cap is believed: it costs.
 */
export function believable(usage: Usage, { messages, said, maxOutput, window }: Evidence): boolean {
  const { input, cached, cacheWrite, output, reasoning } = usage
  if (![input, cached, cacheWrite, output, reasoning].every((count) => Number.isSafeInteger(count) && count >= 0)) return false
  if (cached + cacheWrite > input || reasoning > output) return false
  if (input === 0 || input > window || input * 2 < letters(messages) / 12) return false
  if (output - reasoning > maxOutput * 1.05) return false
  // Six characters a token is long already; only then is it worth looking closer.
  return output * 6 >= said.length || output * 2 >= fewestTokens(said)
}

const letters = (messages: readonly Message[]): number =>
  messages.reduce((sum, { content }) => sum + content.reduce((length, { text }) => length + text.length, 0), 0)
