import { mkdtempSync, rmSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { childStore } from '../testing/child-store.ts'
import { storeContract } from '../testing/store-contract.ts'
import { sqliteStore } from './sqlite-store.ts'

// Each test starts several threads.
enableCompileCache()

storeContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-store-'))
  const path = join(folder, 'quorum.db')
  return {
    session: () => sqliteStore({ path }),
    async abandon(debate, call) {
      const child = await childStore({ path })
      await child.call('open', debate)
      if (call) await child.call('ledger.hold', call.id, call.holds)
      await child.kill()
    },
    async passDay() {
      const db = new DatabaseSync(path, { timeout: 5000 })
      db.exec('UPDATE blob SET put_at = put_at - 24 * 3600 * 1000')
      db.close()
    },
    async clear() {
      rmSync(folder, { recursive: true })
    },
  }
})
