import type { Message, Usage } from '@quorum/debate'
import { fewestTokens } from './output-bound.ts'

/** What an answer is held against before a vendor's usage is believed. */
export type Evidence = { readonly messages: readonly Message[]; readonly said: string; readonly window: number }

/**
 * Whether usage can be true: whole numbers, parts within their whole, input and output within the window, an input not far below the prompt,
 * an output not below half of what was said. More than the cap is believed, because it costs; the debate holds it against the model.
 */
export function believable(usage: Usage, { messages, said, window }: Evidence): boolean {
  const { input, cached, cacheWrite, output, reasoning } = usage
  if (![input, cached, cacheWrite, output, reasoning].every((count) => Number.isSafeInteger(count) && count >= 0)) return false
  if (cached + cacheWrite > input || reasoning > output) return false
  if (input === 0 || input > window || input * 2 < letters(messages) / 12) return false
  if (output > window) return false
  // Six characters a token is long already; only then is it worth looking closer.
  return output * 6 >= said.length || output * 2 >= fewestTokens(said)
}

const letters = (messages: readonly Message[]): number =>
  messages.reduce((sum, { content }) => sum + content.reduce((length, { text }) => length + text.length, 0), 0)
