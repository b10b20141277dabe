import type { OpenApi } from '@quorum/sdk'

/** An operation of the document with its place. */
export type Documented = { readonly method: string; readonly path: string; readonly described: Described }
export type Described = OpenApi['paths'][string][string]

/** The operations of a tag, in the order of the document. */
export const operationsOf = ({ paths }: OpenApi, tag: string): Documented[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, described]) => (described.tags.includes(tag) ? [{ method, path, described }] : [])),
  )
