import type { Message } from '../model.ts'

/** A fingerprint of a prompt (after cyrb53: 53 bits in base 36): enough to see whether two were the same, not to keep a secret. */
export function promptHash(messages: readonly Message[]): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (const { role, content } of messages) {
    for (const text of [role, ...content.map((part) => part.text)]) {
      high ^= text.length
      // Two letters at a time: prompts are long, and this is done for every request.
      for (let i = 0; i < text.length; i += 2) {
        const pair = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16)
        high = Math.imul(high ^ pair, 2654435761)
        low = Math.imul(low ^ pair, 1597334677)
      }
    }
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36)
}
