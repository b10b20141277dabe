import type { IncomingHttpHeaders } from 'node:http'

/** How many debates stand above a request: what a debate asks of a server says so by `x-quorum-depth`. */
export function depthOf({ 'x-quorum-depth': said }: IncomingHttpHeaders): number {
  const depth = Number(said ?? 0)
  return Number.isSafeInteger(depth) && depth > 0 ? depth : 0
}

/** Why no debate is opened at this depth, and the way out; null where one is. */
export const tooDeep = (depth: number, { maxDepth = 1 }: { readonly maxDepth?: number }): string | null =>
  depth <= maxDepth
    ? null
    : `This is asked by a debate within ${depth} debates, and ${maxDepth} is the most here: seat a plain model instead.`
