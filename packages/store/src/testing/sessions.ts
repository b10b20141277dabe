import { onTestFinished } from 'vitest'
import { type SqliteOptions, sqliteStore } from '../sqlite/sqlite-store.ts'
import type { Store } from '../store.ts'
import { type ChildStore, childStore } from './child-store.ts'

/** A store in this process, closed after the test. */
export async function here(options: SqliteOptions): Promise<Store> {
  const store = await sqliteStore(options)
  onTestFinished(() => store.close())
  return store
}

/** A store in a process of its own, gone after the test. */
export async function elsewhere(options: SqliteOptions, largestFile?: number): Promise<ChildStore> {
  const child = await childStore(options, largestFile)
  onTestFinished(() => child.kill())
  return child
}
