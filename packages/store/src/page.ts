import type { Listing } from './store.ts'

const most = 500
const usual = 50

/** Where a page of the catalogue starts and how long it is. Debates are numbered as they are opened; `before` is exclusive. */
export function page({ cursor, limit = usual }: Listing): { readonly before: number; readonly limit: number } {
  return { before: cursor === undefined ? Number.MAX_SAFE_INTEGER : place(cursor), limit: Math.min(Math.max(Math.trunc(limit), 1), most) }
}

/** The cursor of the page after the one that ends with this number. */
export const cursorAfter = (number: number): string => Buffer.from(String(number)).toString('base64url')

/** A cursor that was not given out here is before everything: its page is empty. */
function place(cursor: string): number {
  const number = Number(Buffer.from(cursor, 'base64url').toString())
  return Number.isSafeInteger(number) ? number : 0
}
