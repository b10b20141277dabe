import type { DocumentListing } from './documents.ts'
import type { Listing } from './store.ts'

const most = 500
const usual = 50

/** Where a page of the catalogue starts and how long it is. Debates are numbered as they are opened; `before` is exclusive. */
export function page({ cursor, limit }: Listing): { readonly before: number; readonly limit: number } {
  return { before: cursor === undefined ? Number.MAX_SAFE_INTEGER : place(cursor, 0), limit: length(limit) }
}

/** Likewise for documents, which are listed the other way round; `after` is exclusive. */
export function pageAfter({ after, limit }: DocumentListing): { readonly after: number; readonly limit: number } {
  return { after: after === undefined ? 0 : place(after, Number.MAX_SAFE_INTEGER), limit: length(limit) }
}

/** The cursor of the page after the one that ends with this number. */
export const cursorAfter = (number: number): string => Buffer.from(String(number)).toString('base64url')

const length = (limit = usual): number => Math.min(Math.max(Math.trunc(limit), 1), most)

/** A cursor that was not given out here is beyond everything: its page is empty. */
function place(cursor: string, beyond: number): number {
  const number = Number(Buffer.from(cursor, 'base64url').toString())
  return Number.isSafeInteger(number) ? number : beyond
}
