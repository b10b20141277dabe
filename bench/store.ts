/** Rows a second into the SQLite store, one by one and together, beside the disk's own fsync and beside bare SQLite. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Entry } from '@quorum/debate'
import { type Claim, sqliteStore } from '@quorum/store'
import { cpuSince } from './rig/cpu.ts'
import { figuresOf } from './rig/figures.ts'
import { fsyncMs } from './rig/fsync.ts'
import { print } from './rig/report.ts'
import { newFolder } from './rig/room.ts'

const singles = 200
const debates = 100
const appends = 10
const rowsEach = 5
const runs = 5
const together = debates * appends * rowsEach

const { folder, remove } = newFolder()
const store = await sqliteStore({ path: join(folder, 'bench.db') })
const text = JSON.stringify({ type: 'turn-ended', text: 'All that was said of it. '.repeat(24) })
const entriesAfter = (id: string, head: number, count: number): Entry[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${id}-${head + index + 1}`, seq: head + index + 1, type: 'turn-ended', text }))

let made = 0
async function opened(): Promise<Claim> {
  const id = `bench-${++made}`
  const about = { tenant: 'local', principal: 'local', secret: 'secret', title: 'A debate', tags: [], protocol: 'vote', simulated: true }
  const claim = await store.open({ id, ...about, runner: 'server', entries: entriesAfter(id, 0, 1) })
  if (typeof claim === 'string' || 'over' in claim) throw new Error('The id was taken.')
  return claim
}

/** Appends, each awaited before the next. */
async function append({ debateId, epoch, head }: Claim, times: number, rows: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const at = head + time * rows
    if ((await store.append({ debateId, epoch, head: at, entries: entriesAfter(debateId, at, rows) })) !== 'written')
      throw new Error('fenced')
  }
}

async function timed(work: () => unknown): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  const since = cpuSince()
  const before = performance.now()
  await work()
  return { ms: performance.now() - before, cpuMs: since().ms }
}

/** The same rows in one transaction, with the same index and nothing else. */
function bare(run: number): void {
  const db = new DatabaseSync(join(folder, `bare-${run}.db`))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  db.exec('CREATE TABLE entry (debate INTEGER, seq INTEGER, id TEXT, type TEXT, text TEXT) STRICT')
  db.exec('CREATE UNIQUE INDEX place ON entry (debate, seq)')
  const insert = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?)')
  db.exec('BEGIN')
  for (let debate = 0; debate < debates; debate++)
    for (const { id, seq, type, text } of entriesAfter(`${debate}`, 0, appends * rowsEach)) insert.run(debate, seq, id, type, text)
  db.exec('COMMIT')
  db.close()
}

const measured: { single: number; together: { ms: number; cpuMs: number }; bare: { ms: number; cpuMs: number }; fsync: number }[] = []
for (let run = -1; run < runs; run++) {
  const one = await opened()
  const many = await Promise.all(Array.from({ length: debates }, opened))
  const single = (await timed(() => append(one, singles, 1))).ms / singles
  const batched = await timed(() => Promise.all(many.map((claim) => append(claim, appends, rowsEach))))
  const result = { single, together: batched, bare: await timed(() => bare(run)), fsync: (await fsyncMs(folder)).median }
  if (run >= 0) measured.push(result)
}
await store.close()
remove()

const figures = (of: (one: (typeof measured)[number]) => number) => figuresOf(measured.map(of))
print({
  name: 'store',
  says: `rows of ${text.length} bytes, on disk when answered`,
  rows: [
    { what: 'one by one, rows/s', figures: figures(({ single }) => 1000 / single) },
    { what: 'one by one / fsync', figures: figures(({ single, fsync }) => single / fsync), note: 'times of one' },
    {
      what: `${debates} debates at once, rows/s`,
      figures: figures(({ together: { ms } }) => (together * 1000) / ms),
      note: `${rowsEach} an append`,
    },
    { what: `${debates} debates at once, CPU us a row`, figures: figures(({ together: { cpuMs } }) => (cpuMs * 1000) / together) },
    { what: 'bare SQLite, one transaction, CPU us a row', figures: figures(({ bare: { cpuMs } }) => (cpuMs * 1000) / together) },
  ],
  fsyncMs: figures(({ fsync }) => fsync),
})
