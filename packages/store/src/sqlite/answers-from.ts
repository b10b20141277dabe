import type { DatabaseSync } from 'node:sqlite'
import type { Answers } from '../answers.ts'
import { blobsIn } from './blobs.ts'
import { catalogueIn } from './catalogue.ts'
import { entryWriter } from './entry-writer.ts'
import { inboxIn } from './inbox.ts'
import { logIn } from './log.ts'
import { ownershipIn } from './ownership.ts'
import { searchIn } from './search.ts'
import type { Session } from './session.ts'

/** All that the database answers; those that write count on being within a transaction. */
export function answersFrom(db: DatabaseSync, session: Session): Answers {
  const writeEntries = entryWriter(db)
  const search = searchIn(db)
  return {
    ...logIn(db, session, writeEntries, search),
    ...ownershipIn(db, session, writeEntries, search),
    ...inboxIn(db, session),
    ...catalogueIn(db, session, search),
    ...blobsIn(db),
  }
}
