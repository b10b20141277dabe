/**
 * A number in [0, 1) that depends on the labels alone: FNV-1a over their text, finished as MurmurHash3 does so that near labels give far
 * numbers. Whoever asks, in whatever order, gets the same.
 */
export function chance(...labels: readonly (string | number)[]): number {
  const text = labels.join('\u0000')
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** One of a list, which must not be empty, by the labels alone. */
export function pick<T>(from: readonly T[], ...labels: readonly (string | number)[]): T {
  const found = from[Math.floor(chance(...labels) * from.length)]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}
