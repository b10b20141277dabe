import { createHash } from 'node:crypto'
import { sourceText } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { quotaOn } from './quota.ts'
import { sourceId } from './request.ts'

/** Days that an upload waits for a debate. */
const waitingMs = 86_400_000
const kind = 'source'

/** Uploads: what they say is kept once under the hash of its text, and stays as long as a debate has it. */
export function mountSources(app: FastifyInstance, { room: { store }, options, now }: Floor): void {
  const { sources = 500, sourceBytes = 200_000_000 } = options.quotas ?? {}
  const admit = quotaOn({
    ...{ documents: store.documents, kind, now },
    most: { count: sources, bytes: sourceBytes },
    title: 'uploads that wait for a debate',
    wayOut: 'each goes after a day; the operator allows more by `server.quotas` of the configuration.',
    sizeOf: ({ text }) => (JSON.parse(text) as { readonly bytes: number }).bytes,
  })

  mount(app, operations.uploadSource, async ({ query: { name }, body }, { request: { visitor } }) => {
    const bytes = Buffer.from(await sourceText(body, name))
    const hash = createHash('sha256').update(bytes).digest('hex')
    const id = sourceId(visitor.tenant, hash)
    if (!(await store.documents.get(kind, id))) await admit(visitor.tenant, bytes.length)
    await store.documents.put({
      kind,
      id,
      tenant: visitor.tenant,
      text: JSON.stringify({ name, bytes: bytes.length }),
      expiresAt: now() + waitingMs,
    })
    await store.putBlob(hash, bytes)
    return { hash, name, bytes: bytes.length }
  })
}
