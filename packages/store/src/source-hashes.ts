import type { Entry } from '@quorum/debate'

type Sourced = { readonly hash?: unknown; readonly motion?: { readonly sources?: readonly { readonly hash?: unknown }[] } }

/** Hashes of the blobs that an entry speaks of; a blob goes when the last debate that speaks of it is deleted. */
export function sourceHashes({ type, text }: Entry): readonly string[] {
  if (type !== 'source-read' && type !== 'debate-opened') return []
  const { hash, motion } = JSON.parse(text) as Sourced
  return [hash, ...(motion?.sources ?? []).map((source) => source.hash)].filter((found) => typeof found === 'string')
}
