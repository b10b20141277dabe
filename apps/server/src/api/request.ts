import type { DebateRequest } from '@quorum/debate'
import { Problem } from '@quorum/quorum'
import type { StartBody } from '@quorum/sdk'
import type { Store } from '@quorum/store'
import type { Visitor } from '../visitor.ts'

/** Under which a source that a tenant uploaded is on record: another tenant that knows its hash does not have it. */
export const sourceId = (tenant: string, hash: string): string => `${tenant}:${hash}`

/** What was asked for, with the texts of sources that were uploaded before. */
export async function requestOf({ motion, ...rest }: StartBody, { tenant }: Visitor, store: Store): Promise<DebateRequest> {
  const { sources, ...asked } = motion
  if (!sources) return { ...rest, motion: asked }
  const texts = await Promise.all(
    sources.map(async (source) => ('text' in source ? source : { name: source.name, text: await uploaded(source.hash, tenant, store) })),
  )
  return { ...rest, motion: { ...asked, sources: texts } }
}

async function uploaded(hash: string, tenant: string, store: Store): Promise<string> {
  const known = await store.documents.get('source', sourceId(tenant, hash))
  const bytes = known && (await store.getBlob(hash))
  if (!bytes) throw new Problem('bad-request', `There is no source ${hash.slice(0, 64)}: upload it first (POST /api/v1/sources).`)
  return new TextDecoder().decode(bytes)
}
