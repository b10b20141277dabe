import type { Debate, Protocol } from '@quorum/debate'
import { estimated, type Foreseen, type Range } from './estimate.ts'

/**
 * What a debate would have needed that its money has ended, or keeps waiting, in US dollars; `high` lets it come to its end. Null for every
 * other debate, without a price, and where its protocol is not known here.
 */
export function neededBy({ opened, ended, paused }: Debate, protocols: readonly Protocol[]): Range | null {
  const short = ended ? ended.status === 'budget' : paused?.reason === 'budget'
  const protocol = protocols.find(({ name, version }) => name === opened?.protocol.name && version === opened.protocol.version)
  if (!short || !opened || !protocol) return null
  return needed({ ...opened, protocol, options: opened.protocol.options })
}

/** What a debate needs if no budget stops it, in US dollars; null where a price is not known. */
export const needed = (debate: Foreseen): Range | null => estimated({ ...debate, limits: { ...debate.limits, budgetNano: null } }).costUsd
