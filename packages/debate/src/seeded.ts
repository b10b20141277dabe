/**
 * A stream of uniform numbers in [0, 1) that depends on the seed and the labels alone, so that who asks first cannot change what is drawn.
 * xmur3 over the labels seeds a mulberry32; good enough to shuffle, never to keep a secret.
 */
export function seeded(seed: number, ...labels: readonly (string | number)[]): () => number {
  let state = hash(`${seed}\u0000${labels.join('\u0000')}`)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The items in a random order (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], draw: () => number): T[] {
  const rest = [...items]
  return items.flatMap(() => rest.splice(Math.floor(draw() * rest.length), 1))
}

function hash(text: string): number {
  let h = 1779033703 ^ text.length
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353)
    h = (h << 13) | (h >>> 19)
  }
  h = Math.imul(h ^ (h >>> 16), 2246822507)
  h = Math.imul(h ^ (h >>> 13), 3266489909)
  return (h ^ (h >>> 16)) >>> 0
}
