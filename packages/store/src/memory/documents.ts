import type { AnswersOf } from '../answers.ts'
import type { Document } from '../documents.ts'
import { cursorAfter, pageAfter } from '../page.ts'
import type { MemoryDisk } from './memory-disk.ts'

/** Documents, in the order in which they were first written. */
export function documentsIn(disk: MemoryDisk): AnswersOf<'documents'> {
  const { documents, tombstones } = disk
  const place = (kind: string, id: string) => JSON.stringify([kind, id])

  function standing(kind: string, id: string) {
    const found = documents.get(place(kind, id))
    return found && !hasExpired(found) ? found : null
  }
  function remove(kind: string, id: string): Document | null {
    const found = standing(kind, id)
    documents.delete(place(kind, id))
    return found && plain(found)
  }
  function put({ kind, id, tenant, text, debateId, expiresAt }: Document): void {
    const number = standing(kind, id)?.number
    if (number === undefined || isDeleted(debateId)) documents.delete(place(kind, id))
    if (isDeleted(debateId)) return
    const own = { ...(debateId !== undefined && { debateId }), ...(expiresAt !== undefined && { expiresAt }) }
    documents.set(place(kind, id), { kind, id, tenant, text, ...own, number: number ?? ++disk.made })
  }
  const isDeleted = (debateId: string | undefined) => debateId !== undefined && tombstones.has(debateId)

  return {
    'documents.add'(document) {
      const found = standing(document.kind, document.id)
      if (found) return plain(found)
      put(document)
      return null
    },
    'documents.put': put,
    'documents.get'(kind, id) {
      const found = standing(kind, id)
      return found && plain(found)
    },
    'documents.take': remove,
    'documents.list'(listing) {
      const { after, limit } = pageAfter(listing)
      const { kind, tenant, debateId } = listing
      const found = [...documents.values()]
        .filter((document) => document.kind === kind && document.number > after && !hasExpired(document))
        .filter((document) => tenant === undefined || document.tenant === tenant)
        .filter((document) => debateId === undefined || document.debateId === debateId)
      const last = found.length > limit ? found[limit - 1] : undefined
      return { documents: found.slice(0, limit).map(plain), next: last ? cursorAfter(last.number) : null }
    },
    'documents.remove': (kind, id) => remove(kind, id) !== null,
  }
}

export const hasExpired = ({ expiresAt }: Document): boolean => expiresAt !== undefined && expiresAt <= Date.now()

const plain = ({ number: _, ...document }: Document & { readonly number: number }): Document => document
