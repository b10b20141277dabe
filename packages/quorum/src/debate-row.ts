import type { CatalogueRow } from '@quorum/store'

/** A debate in a list, in the words in which everything else speaks of it. */
export type DebateRow = {
  readonly id: string
  readonly title: string
  readonly tags: readonly string[]
  readonly status: string
  readonly protocol: string
  readonly simulated: boolean
  /** US dollars; null where some price was not known. */
  readonly costUsd: number | null
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly endedAt: string | null
}

export const debateRow = ({
  id,
  title,
  tags,
  status,
  protocol,
  simulated,
  spendNano,
  unpriced,
  createdAt,
  endedAt,
}: CatalogueRow): DebateRow => ({
  id,
  title,
  tags,
  status,
  protocol,
  simulated,
  costUsd: unpriced ? null : spendNano / 1e9,
  createdAt,
  endedAt,
})
