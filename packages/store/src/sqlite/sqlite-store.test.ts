import { mkdtempSync, rmSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
    async abandon(debate) {
      const child = await childStore({ path })
      await child.call('open', debate)
      await child.kill()
    },
    async clear() {
      rmSync(folder, { recursive: true })
    },
  }
})
