import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { emptyFolder } from '../testing/folder.ts'
import { ballastBeside } from './ballast.ts'
import { openDatabase } from './database.ts'
import { groupCommit } from './group-commit.ts'

function table(): { readonly path: string; readonly db: DatabaseSync; put(text: string): void; kept(): readonly unknown[] } {
  const path = join(emptyFolder(), 'quorum.db')
  const db = openDatabase(path, ['CREATE TABLE t (text TEXT UNIQUE)'])
  onTestFinished(() => db.close())
  const insert = db.prepare('INSERT INTO t VALUES (?)')
  return {
    path,
    db,
    put: (text) => void insert.run(text),
    kept: () =>
      db
        .prepare('SELECT text FROM t')
        .all()
        .map(({ text }) => text),
  }
}

it('commits together, and undoes alone what throws', () => {
  const { path, db, put, kept } = table()
  const commit = groupCommit(db, path, ballastBeside(path))
  const results = commit([
    () => put('one'),
    () => {
      put('half')
      put('one')
    },
    () => {
      put('two')
      return 'value'
    },
  ])
  expect(results).toMatchObject([{ ok: true }, { ok: false, error: { code: 'failed' } }, { ok: true, value: 'value' }])
  expect(kept()).toEqual(['one', 'two'])
  expect(db.isTransaction).toBe(false)
})

it('undoes all and says so when the disk is full, and goes on when there is room again', () => {
  const { path, db, put, kept } = table()
  const commit = groupCommit(db, path, ballastBeside(path))
  db.exec('PRAGMA max_page_count = 20')
  const results = commit([() => put('small'), () => put('x'.repeat(200_000))])
  expect(results).toMatchObject([
    { ok: false, error: { name: 'StoreError', code: 'disk-full', message: expect.stringContaining(path) } },
    { ok: false, error: { code: 'disk-full' } },
  ])
  expect(kept()).toEqual([])
  db.exec('PRAGMA max_page_count = 2000')
  expect(commit([() => put('small')])).toMatchObject([{ ok: true }])
})

it('says busy while another connection writes, and has then done nothing', () => {
  const { path, db, put, kept } = table()
  const commit = groupCommit(db, path, ballastBeside(path))
  const other = openDatabase(path, ['CREATE TABLE t (text TEXT UNIQUE)'])
  other.exec('BEGIN IMMEDIATE')
  expect(commit([() => put('one')])).toBe('busy')
  other.exec('COMMIT')
  other.close()
  expect(commit([() => put('one')])).toMatchObject([{ ok: true }])
  expect(kept()).toEqual(['one'])
})
