import type { Document, DocumentListing, Documents } from '@quorum/store'

/** Every document of a listing, oldest first. */
export async function allDocuments(
  documents: Documents,
  listing: Pick<DocumentListing, 'kind' | 'tenant' | 'debateId'>,
): Promise<Document[]> {
  const found: Document[] = []
  let after: string | null = null
  do {
    const page = await documents.list({ ...listing, limit: 500, ...(after !== null && { after }) })
    found.push(...page.documents)
    after = page.next
  } while (after !== null)
  return found
}
