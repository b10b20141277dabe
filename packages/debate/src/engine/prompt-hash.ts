import type { Message } from '../model.ts'

/** A fingerprint of a prompt (cyrb53, 53 bits in base 36): enough to see whether two were the same, not to keep a secret. */
export function promptHash(messages: readonly Message[]): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (const { role, content } of messages) {
    for (const text of [role, ...content.map((part) => part.text)]) {
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i)
        high = Math.imul(high ^ code, 2654435761)
        low = Math.imul(low ^ code, 1597334677)
      }
    }
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36)
}
