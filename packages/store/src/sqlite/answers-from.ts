import type { DatabaseSync } from 'node:sqlite'
import type { Answers } from '../answers.ts'
import { blobsIn } from './blobs.ts'
import { catalogueIn } from './catalogue.ts'
import { documentsIn } from './documents.ts'
import { entryWriter } from './entry-writer.ts'
import { inboxIn } from './inbox.ts'
import { ledgerIn } from './ledger.ts'
import { logIn } from './log.ts'
import { ownershipIn } from './ownership.ts'
import type { Parts } from './parts.ts'
import { searchIn } from './search.ts'

/** All that the database answers; those that write count on being within a transaction. */
export function answersFrom(db: DatabaseSync, shared: Pick<Parts, 'session' | 'holds' | 'ballast'>): Answers {
  const parts: Parts = { ...shared, writeEntries: entryWriter(db), search: searchIn(db) }
  return {
    ...logIn(db, parts),
    ...ownershipIn(db, parts),
    ...inboxIn(db, parts),
    ...catalogueIn(db, parts),
    ...blobsIn(db, parts),
    ...documentsIn(db),
    ...ledgerIn(db, parts),
  }
}
