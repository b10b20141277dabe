import type { Ballast } from './ballast.ts'
import type { EntryWriter } from './entry-writer.ts'
import type { Holds } from './holds.ts'
import type { Search } from './search.ts'
import type { Session } from './session.ts'

/** What the answers of one database share. */
export type Parts = {
  readonly session: Session
  readonly writeEntries: EntryWriter
  readonly search: Search
  readonly holds: Holds
  readonly ballast: Ballast
}
