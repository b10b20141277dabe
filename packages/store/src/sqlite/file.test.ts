import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { emptyFolder } from '../testing/folder.ts'
import { after, claimed, entry, opened } from '../testing/grounds.ts'
import { openDatabase } from './database.ts'
import { steps } from './schema.ts'
import { sqliteStore } from './sqlite-store.ts'

enableCompileCache()

const refusal = (code: string, message: RegExp) => ({ name: 'StoreError', code, message: expect.stringMatching(message) })

it('makes the folders that its path needs', async () => {
  const path = join(emptyFolder(), 'some', 'where', 'quorum.db')
  const store = await sqliteStore({ path })
  expect(store.location).toBe(path)
  await store.close()
})

it('refuses a file of a newer release, and leaves it as it is', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  openDatabase(path, [...steps, 'CREATE TABLE later (a)']).close()
  const before = readFileSync(path)
  await expect(sqliteStore({ path })).rejects.toMatchObject(refusal('newer-schema', /has schema 3, and this release knows 2\. Update/))
  expect(readFileSync(path)).toEqual(before)
})

it('opens a file of the first release with a debate in it, and goes on with that', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const old = openDatabase(path, steps.slice(0, 1))
  old.exec(`
    INSERT INTO debate (id, tenant, principal, secret, title, tags, status, protocol, runner, simulated, spend_nano, epoch, head, created_at)
    VALUES ('a', 'local', 'local', 'secret', 'Is it so?', '["x"]', 'running', 'vote', 'server', 0, 12, 3, 2, 1700000000000);
    INSERT INTO entry VALUES (1, 1, 'a-1-1', 'debate-opened', '{"motion":{"sources":[{"hash":"spoken of"}]}}'), (1, 2, 'a-1-2', 'human-spoke', '{}');
    INSERT INTO source VALUES (1, 'spoken of');
    INSERT INTO blob VALUES ('spoken of', x'01'), ('idle', x'02');
    INSERT INTO command (debate, id, text) VALUES (1, 'one', '{"id":"one","at":"","type":"pause"}');
    INSERT INTO tombstone VALUES ('gone', 'local', 0)`)
  old.close()

  const store = await sqliteStore({ path })
  const row = { id: 'a', tenant: 'local', tags: ['x'], status: 'interrupted', spendNano: 12, unpriced: false, simulated: false, head: 2 }
  expect((await store.list({ tenant: 'local' })).rows).toMatchObject([{ ...row, createdAt: '2023-11-14T22:13:20.000Z', endedAt: null }])
  expect(await store.get('gone')).toBe('deleted')
  expect(await store.orphans(10)).toEqual(['a'])
  const claim = await claimed(store, 'a')
  expect(claim).toMatchObject({ epoch: 4, head: 2, secret: 'secret', tookOver: false })
  expect(await store.inbox()).toMatchObject([{ command: { id: 'one' } }])
  expect(await store.append(after(claim, { applied: ['one'], catalogue: { unpriced: true }, ends: true }))).toBe('written')
  expect((await store.read('a', 0, 10)).map(({ id }) => id)).toEqual(['a-1-1', 'a-1-2', 'entry-3'])
  expect(await store.get('a')).toMatchObject({ unpriced: true, head: 3 })
  expect(await store.getBlob('spoken of')).toEqual(Uint8Array.of(1))
  expect(await store.getBlob('idle')).toBeNull()
  await store.close()
})

it('lifts an older file step by step, and a step that fails leaves no trace', () => {
  const path = join(emptyFolder(), 'quorum.db')
  openDatabase(path, ['CREATE TABLE one (a)']).close()
  const faulty = ['never run again', 'CREATE TABLE two (a); INSERT INTO two VALUES (1)', 'CREATE TABLE three (a); nonsense']
  expect(() => openDatabase(path, faulty)).toThrow(/syntax error/)
  const db = openDatabase(path, faulty.slice(0, 2))
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()).toMatchObject([
    { name: 'one' },
    { name: 'two' },
  ])
  expect(db.prepare('SELECT a FROM two').all()).toHaveLength(1)
  db.close()
})

it('refuses what is not its database, and never makes it anew', async () => {
  const folder = emptyFolder()
  const text = join(folder, 'notes.txt')
  writeFileSync(text, 'These are my notes. '.repeat(100))
  await expect(sqliteStore({ path: text })).rejects.toMatchObject(refusal('corrupt', /notes\.txt is damaged or not a database.*restore/))
  expect(readFileSync(text, 'utf8')).toMatch(/^These are my notes/)

  const foreign = join(folder, 'music.db')
  const db = new DatabaseSync(foreign)
  db.exec('CREATE TABLE song (title TEXT)')
  db.close()
  const before = readFileSync(foreign)
  await expect(sqliteStore({ path: foreign })).rejects.toMatchObject(refusal('corrupt', /music\.db is a database of another program/))
  expect(readFileSync(foreign)).toEqual(before)
})

it('says that a page is damaged when it meets it, and writes nothing more', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const store = await sqliteStore({ path })
  const claim = await opened(store, 'a', { entries: Array.from({ length: 2000 }, (_, index) => entry(index + 1)) })
  await store.release('a', claim.epoch)
  await store.close()
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0xa5, 4096 * 3))

  const again = await sqliteStore({ path }).catch((error: unknown) => error)
  if (again instanceof Error) {
    expect(again).toMatchObject(refusal('corrupt', /damaged/))
    return
  }
  const damaged = again as Awaited<ReturnType<typeof sqliteStore>>
  await expect(damaged.claim('a')).rejects.toMatchObject(refusal('corrupt', /damaged/))
  await expect(damaged.putBlob('x', Uint8Array.of(1))).rejects.toMatchObject(refusal('corrupt', /damaged/))
  await damaged.close().catch((error: unknown) => expect(error).toMatchObject({ code: 'corrupt' }))
})

it('names the path where it may not write', async () => {
  const folder = emptyFolder()
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await expect(sqliteStore({ path: join(file, 'below', 'quorum.db') })).rejects.toMatchObject(refusal('unwritable', /file\/below/))
  const taken = join(folder, 'taken')
  mkdirSync(taken)
  await expect(sqliteStore({ path: taken })).rejects.toMatchObject(refusal('unwritable', /taken cannot be opened/))
})

it('says when its sessions cannot be kept, and still reads and takes commands', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  writeFileSync(`${path}-sessions`, 'in the way')
  const store = await sqliteStore({ path })
  await expect(opened(store, 'a')).rejects.toMatchObject({ name: 'StoreError' })
  expect(await store.list({})).toEqual({ rows: [], next: null })
  await store.close()
})

it('waits while another process writes, goes on reading meanwhile, and gives up in time', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const store = await sqliteStore({ path, busyMs: 500 })
  const claim = await opened(store, 'a')
  const foreign = new DatabaseSync(path)
  foreign.exec('BEGIN IMMEDIATE')
  let written = false
  const appends = [1, 2, 3].map((head) => store.append(after(claim, { head })))
  void Promise.all(appends).then(() => {
    written = true
  })
  expect(await store.read('a', 0, 10)).toHaveLength(1)
  const reader = await sqliteStore({ path })
  expect((await reader.list({})).rows).toHaveLength(1)
  await reader.close()
  await sleep(50)
  expect(written).toBe(false)
  foreign.exec('COMMIT')
  expect(await Promise.all(appends)).toEqual(['written', 'written', 'written'])

  const owner = await sqliteStore({ path })
  await opened(owner, 'b')
  foreign.exec('BEGIN IMMEDIATE')
  await expect(store.append(after(claim, { head: 4 }))).rejects.toMatchObject(
    refusal('busy', /locked for 500 ms.*Others that own debates in it: process \d+ on /),
  )
  foreign.exec('COMMIT')
  foreign.close()
  await owner.close()
  expect(await store.append(after(claim, { head: 4 }))).toBe('written')
  await store.close()
})

it('overwrites what was deleted', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const store = await sqliteStore({ path })
  const claim = await opened(store, 'a', { secret: 'zebrafish', entries: [entry(1, '{"text":"axolotl"}')] })
  await store.release('a', claim.epoch)
  await store.close()
  expect(readFileSync(path, 'latin1')).toContain('zebrafish')
  const again = await sqliteStore({ path })
  await again.delete('a')
  await again.close()
  expect(readFileSync(path, 'latin1')).not.toMatch(/zebrafish|axolotl/)
})
