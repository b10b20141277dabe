import type { DatabaseSync } from 'node:sqlite'
import { searchWords } from '../search-words.ts'
import { effect } from './effect.ts'

/** The words by which debates are found. */
export type Search = {
  add(debate: number, text: string): void
  retitle(debate: number, title: string): void
  forget(debate: number): void
}

/** The index keeps words only, not the text, which the log has already. */
export function searchIn(db: DatabaseSync): Search {
  const place = effect(db, 'INSERT INTO passage (debate, is_title) VALUES (?, ?)')
  const index = effect(db, 'INSERT INTO search (rowid, words) VALUES (?, ?)')
  const passages = db.prepare('SELECT key FROM passage WHERE debate = ? AND is_title >= ?')
  const displace = effect(db, 'DELETE FROM passage WHERE key = ?')
  const unindex = effect(db, 'DELETE FROM search WHERE rowid = ?')

  const put = (debate: number, isTitle: 0 | 1, text: string) => {
    index.run(place.run(debate, isTitle).lastInsertRowid, searchWords(text))
  }
  const drop = (debate: number, atLeast: 0 | 1) => {
    for (const { key } of passages.all(debate, atLeast) as { key: number }[]) {
      unindex.run(key)
      displace.run(key)
    }
  }
  return {
    add: (debate, text) => put(debate, 0, text),
    retitle(debate, title) {
      drop(debate, 1)
      put(debate, 1, title)
    },
    forget: (debate) => drop(debate, 0),
  }
}

/** Condition that a debate has all the words of one phrase in one passage; its parameter is `phraseQuery(phrase)`. */
export const hasPhrase = 'key IN (SELECT passage.debate FROM search JOIN passage ON passage.key = search.rowid WHERE search MATCH ?)'

/** As a quoted string of FTS5, so that nothing typed is read as its query language; the last word may go on. */
export const phraseQuery = (phrase: string): string => `"${phrase}"*`
