import { Problem } from '@quorum/quorum'
import type { Document, Documents } from '@quorum/store'
import { allDocuments } from './all-documents.ts'

/** How many there may be of something, and of how many bytes together. */
export type Most = { readonly count: number; readonly bytes: number }

export type QuotaOptions = {
  readonly documents: Documents
  readonly kind: string
  readonly most: Most
  /** What they are called, in the middle of a sentence. */
  readonly title: string
  readonly wayOut: string
  sizeOf(document: Document): number
  now(): number
}

/** Counts one more of a tenant, of so many bytes. Throws `unprocessable`, with the way out, where there is no room for it. */
export type Quota = (tenant: string, bytes: number) => Promise<void>

type Tally = { count: number; bytes: number; readonly at: number }

/** Milliseconds for which a count is good: other processes add to it, and what expired or was deleted leaves it. A full one is looked at sooner. */
const goodMs = 60_000
const fullMs = 2000
/** Tenants that are remembered at the most. */
const remembered = 10_000

/** What each tenant may keep of one kind of documents. Several processes on one store may go beyond it by what they take within a minute. */
export function quotaOn({ documents, kind, most, title, wayOut, sizeOf, now }: QuotaOptions): Quota {
  const tallies = new Map<string, Promise<Tally>>()

  async function counted(tenant: string): Promise<Tally> {
    const found = await allDocuments(documents, { kind, tenant })
    return { count: found.length, bytes: found.reduce((sum, one) => sum + sizeOf(one), 0), at: now() }
  }

  function count(tenant: string): Promise<Tally> {
    if (tallies.size >= remembered) tallies.clear()
    const tally = counted(tenant)
    tallies.set(tenant, tally)
    // What could not be read is read anew by the next who asks.
    tally.catch(() => tallies.delete(tenant))
    return tally
  }

  const beyond = (tally: Tally, bytes: number) => tally.count + 1 > most.count || tally.bytes + bytes > most.bytes

  return async (tenant, bytes) => {
    let tally = await (tallies.get(tenant) ?? count(tenant))
    const age = now() - tally.at
    if (age > goodMs || (age > fullMs && beyond(tally, bytes))) tally = await count(tenant)
    if (beyond(tally, bytes))
      throw new Problem(
        'unprocessable',
        `There are ${tally.count} ${title} of ${tally.bytes} bytes, and ${most.count} of ${most.bytes} bytes are the most: ${wayOut}`,
      )
    tally.count += 1
    tally.bytes += bytes
  }
}
