import { createHash } from 'node:crypto'
import { Problem } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { sourceId } from './request.ts'

/** Days that an upload waits for a debate. */
const waitingMs = 86_400_000

/** Uploads: a text is kept once under the hash of its bytes, and stays as long as a debate has it. */
export function mountSources(app: FastifyInstance, { room: { store }, now }: Floor): void {
  mount(app, operations.uploadSource, async ({ query: { name }, body }, { request: { visitor } }) => {
    if (!isText(body)) throw new Problem('unprocessable', 'A source is text in UTF-8. Take the text out of the file and send that.')
    const hash = createHash('sha256').update(body).digest('hex')
    await store.documents.put({
      kind: 'source',
      id: sourceId(visitor.tenant, hash),
      tenant: visitor.tenant,
      text: JSON.stringify({ name, bytes: body.length }),
      expiresAt: now() + waitingMs,
    })
    await store.putBlob(hash, body)
    return { hash, name, bytes: body.length }
  })
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
