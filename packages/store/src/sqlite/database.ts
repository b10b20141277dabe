import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../store.ts'
import { ballastBeside } from './ballast.ts'
import { isBusy, isFull, storeError } from './failure.ts'
import { makeFolder } from './make-folder.ts'
import { steps } from './schema.ts'

/** Written into the head of the file, so that another program's database is not taken for ours: "Qurm". */
const ours = 0x5175726d
/** Earlier ones may corrupt a file in WAL mode that several processes write. */
const oldest = [3, 51, 3] as const
const patienceMs = 10_000

/** Opens the file, creates or lifts its tables, and leaves it ready for concurrent use. Blocks while others do the same: not for the main thread. */
export function openDatabase(path: string, migrations: readonly string[] = steps): DatabaseSync {
  refuseOldSqlite()
  refuseWithoutFolder(dirname(path))
  return patiently(path, () => {
    const db = new DatabaseSync(path, { timeout: 0 })
    try {
      // What people delete is overwritten, not just unlinked; it costs nothing measurable elsewhere.
      db.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY')
      refuseForeign(db, path)
      refuseWithoutWal(db, path)
      migrate(db, path, migrations)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })
}

function refuseWithoutFolder(folder: string): void {
  try {
    makeFolder(folder)
  } catch (error) {
    throw new StoreError('unwritable', `The folder ${folder} cannot be made. Choose a path where you may write.`, { cause: error })
  }
}

function refuseOldSqlite(): void {
  const { sqlite = '0' } = process.versions
  const found = sqlite.split('.').map(Number)
  const differing = oldest.findIndex((part, index) => part !== found[index])
  const older = differing >= 0 && (found[differing] ?? 0) < (oldest[differing] ?? 0)
  if (older) throw new StoreError('failed', `This Node brings SQLite ${sqlite}; ${oldest.join('.')} is needed. Use a newer Node.`)
}

function refuseForeign(db: DatabaseSync, path: string): void {
  // One statement, for another process may be making the tables just now.
  const seen = db.prepare('SELECT application_id AS mark, (SELECT count(*) FROM sqlite_schema) AS tables FROM pragma_application_id').get()
  if (seen?.mark === ours || (seen?.mark === 0 && seen.tables === 0)) return
  throw new StoreError('corrupt', `${path} is a database of another program. It was left as it is: choose another path.`)
}

function refuseWithoutWal(db: DatabaseSync, path: string): void {
  if (db.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode === 'wal') return
  throw new StoreError('failed', `${path} lies where SQLite cannot share memory, as on a network drive. Choose a path on a local disk.`)
}

function migrate(db: DatabaseSync, path: string, migrations: readonly string[]): void {
  for (let version = versionOf(db, path, migrations); version < migrations.length; version = versionOf(db, path, migrations)) {
    db.exec('BEGIN IMMEDIATE')
    try {
      // Another process may have taken the step while this one waited for the lock.
      if (versionOf(db, path, migrations) === version) {
        db.exec(`${migrations[version]}; PRAGMA user_version = ${version + 1}; PRAGMA application_id = ${ours}`)
      }
      db.exec('COMMIT')
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
}

function versionOf(db: DatabaseSync, path: string, migrations: readonly string[]): number {
  const version = pragma(db, 'user_version')
  if (version <= migrations.length) return version
  const schemas = `has schema ${version}, and this release knows ${migrations.length}`
  throw new StoreError('newer-schema', `${path} ${schemas}. Update Quorum, or choose another path. Nothing was changed.`)
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name])
}

/** Tries again while other processes hold the file, for their locks last for moments, and with the room of the ballast on a full disk. */
function patiently<T>(path: string, attempt: () => T): T {
  const ballast = ballastBeside(path)
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (isFull(error) && ballast.free()) continue
      if (!isBusy(error) || performance.now() > until) throw storeError(error, path)
      pause(2 + Math.random() * 8)
    }
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
