import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { emptyFolder } from '../testing/folder.ts'
import { after, claimed, debate, opened } from '../testing/grounds.ts'
import { sqliteStore } from './sqlite-store.ts'

enableCompileCache()

/** Runs these lines as a program of its own, with `store` open on the path, and gives its output once it has ended by itself. */
async function program(path: string, lines: string): Promise<string> {
  const imported = `import { sqliteStore } from ${JSON.stringify(new URL('./sqlite-store.ts', import.meta.url).href)}`
  const source = `${imported}\nconst store = await sqliteStore({ path: ${JSON.stringify(path)} })\n${lines}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect(code).toBe(0)
  return output.trim()
}

it('does not keep a program alive that forgot to close it, and finishes what was asked first', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const output = await program(path, `void store.open(${JSON.stringify(debate('a'))}).then((claim) => console.log(claim.epoch))`)
  expect(output).toBe('1')
  const store = await sqliteStore({ path })
  expect(await claimed(store, 'a')).toMatchObject({ epoch: 2, tookOver: true })
  await store.close()
})

it('closes to the end, although nothing else keeps the program alive', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const lines = `await store.open(${JSON.stringify(debate('a'))}); await store.close(); await store.close(); console.log('closed')`
  expect(await program(path, lines)).toBe('closed')
  const store = await sqliteStore({ path })
  expect(await claimed(store, 'a')).toMatchObject({ epoch: 2, tookOver: false })
  await store.close()
})

it('finishes what was asked before the close, and refuses what comes after it', async () => {
  const store = await sqliteStore({ path: join(emptyFolder(), 'quorum.db') })
  const claim = await opened(store, 'a')
  const written = store.append(after(claim))
  const closed = store.close()
  const late = store.get('a')
  await expect(late).rejects.toMatchObject({ name: 'StoreError', message: 'This store is closed.' })
  expect(await written).toBe('written')
  await closed
})
