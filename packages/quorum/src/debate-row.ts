import type { DebateView } from '@quorum/debate'
import type { CatalogueRow } from '@quorum/store'

/** A debate in a list, in the words in which everything else speaks of it. */
export type DebateRow = {
  readonly id: string
  readonly title: string
  readonly tags: readonly string[]
  readonly status: DebateView['status']
  readonly protocol: string
  readonly simulated: boolean
  /** US dollars; null where some price was not known. */
  readonly costUsd: number | null
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly endedAt: string | null
}

/** What a list shows of a row of the catalogue. */
export const debateRow = ({ spendNano, unpriced, ...row }: CatalogueRow): DebateRow => ({
  id: row.id,
  title: row.title,
  tags: row.tags,
  // The store gives statuses no meaning: it keeps the engine's words, and says `queued` and `interrupted` by itself.
  status: row.status as DebateRow['status'],
  protocol: row.protocol,
  simulated: row.simulated,
  costUsd: unpriced ? null : spendNano / 1e9,
  createdAt: row.createdAt,
  endedAt: row.endedAt,
})
