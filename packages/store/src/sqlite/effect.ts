import type { DatabaseSync, StatementSync } from 'node:sqlite'

/**
 * A statement that is run for what it does. After each run, `node:sqlite` reads the connection's last rowid, whoever set it; those that
 * the search index uses inside are beyond what a number holds, and reading them as one would throw. So it is read as a bigint.
 */
export function effect(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql)
  statement.setReadBigInts(true)
  return statement
}
