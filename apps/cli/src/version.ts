import { readFileSync } from 'node:fs'

/** This release, as its package says. */
export const version = (): string =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string }).version
