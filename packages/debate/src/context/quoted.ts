import { joiner } from './hidden.ts'

/** What a person would not see but a model reads: invisible letters and variants, bidirectional and other controls. */
const unseen = new RegExp(`(?!${joiner})(?![\\n\\t])[\\p{Default_Ignorable_Code_Point}\\p{Cc}\\uFFF9-\\uFFFB]`, 'gu')

/** Anything of the form of a fence, whoever wrote it. */
const fenceLike = /q-[0-9a-f]{16}/gi

/** Where templates of chat models begin a turn of their own: `<|im_start|>`, `</s>`, `<start_of_turn>`, `[INST]`, `<<SYS>>`. */
const chatToken =
  /<(?=[|｜]|<\/?SYS>>|\/?(?:s|bos|eos|pad|unk|(?:start|end|begin)_of_\w{1,20})>)|\[(?=\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\])/g

/**
 * Somebody's words as they may stand inside a prompt: what cannot be seen is gone, and no fence or chat token is left to break out with.
 * Linear in the length of the text.
 */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(unseen, '')
    .replace(fenceLike, 'q-[removed]')
    .replace(chatToken, '$& ')
    .trim()

/** The same on one line, cut to so many characters: for a list. */
export const escapedLine = (text: string, length: number): string => {
  const line = escaped(text.slice(0, 4 * length)).replace(/\s+/g, ' ')
  return line.length <= length ? line : `${line.slice(0, length).toWellFormed()} …`
}

/**
 * Prompts with their fences numbered, all alike in that: two prompts that say the same are then the same text, though each debate has
 * fences of its own.
 */
export function unfenced(texts: readonly string[]): readonly string[] {
  const numbers = new Map<string, number>()
  const numbered = (fence: string) => {
    const number = numbers.get(fence) ?? numbers.size
    numbers.set(fence, number)
    return `q-${number}`
  }
  return texts.map((text) => text.replace(fenceLike, numbered))
}

/** A block of untrusted words between fences that nobody could know before they were written. `fence` has the form `q-` and 16 hex digits. */
export const fenced = (fence: string, label: string, text: string): string => `<<${fence} ${label}\n${escaped(text)}\n${fence}>>`
