/** Run as a process of its own by `child-store.ts`: a store that does what lines on its input say. */
import { createInterface } from 'node:readline'
import { type SqliteOptions, sqliteStore } from '../sqlite/sqlite-store.ts'
import type { Asked } from './child-store.ts'

type Port = Readonly<Record<string, (...given: unknown[]) => unknown>>

const options = JSON.parse(process.argv[2] ?? '{}') as SqliteOptions
const say = (what: unknown) => process.stdout.write(`${JSON.stringify(what)}\n`)

const store = await sqliteStore(options)
say({ ready: true })
store.onLost(() => say({ lost: true }))
createInterface({ input: process.stdin }).on('line', async (line) => {
  const { id, what, args } = JSON.parse(line) as Asked
  if (what === 'hang') {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(args[0]))
    return
  }
  const [within, name] = what.split('.')
  const port = (name === undefined ? store : store[within as 'documents' | 'ledger']) as unknown as Port
  Promise.resolve(port[name ?? what]?.(...args)).then(
    (value) => say({ id, value }),
    (error: Error) => say({ id, error: error.message }),
  )
})
