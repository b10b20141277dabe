/**
 * Very many who watch debates of one server over server-sent events: how many bytes each takes, how many events reach them, and how late.
 * Server, watchers and vendor are processes of their own. Beside it a bare `node:http` server, which sends as many of them the same bytes
 * at the same times. `--watchers 10000` (not more than `ulimit -n` allows), `--debates 1,100`, `--runs 3`.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { tasks as audienceTasks } from './rig/audience.ts'
import type { tasks as bareTasks } from './rig/bare-broadcaster.ts'
import { startChild } from './rig/child.ts'
import { figuresOf } from './rig/figures.ts'
import { print, type Row } from './rig/report.ts'
import type { tasks as serverTasks } from './rig/watched-server.ts'

const { values } = parseArgs({
  options: {
    watchers: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '3' },
    debates: { type: 'string', default: '1,100' },
    json: { type: 'boolean' },
  },
})
const watchers = Number(values.watchers)
const runs = Number(values.runs)

type Seen = Awaited<ReturnType<(typeof audienceTasks)['report']>>
type Held = Seen & {
  /** What one watcher of each debate saw, amid the others in their order, but in a process that has nothing else to do. */
  readonly seen: Seen
  readonly perSecond: number
  readonly cpuUs: number
  readonly bytesEach: number
  readonly memory: number
  readonly joinedMs: number
}

type Source = { readonly memory: () => Promise<number>; readonly url: string; readonly paths: readonly string[] }
type Hold = () => ReturnType<(typeof bareTasks)['hold']>

/** Seats everybody, lets what they watch happen, and asks them what they saw. */
async function watched({ memory, url, paths }: Source, hold: Hold): Promise<Held> {
  const [audience, witness] = [startChild<typeof audienceTasks>('./audience.ts'), startChild<typeof audienceTasks>('./audience.ts')]
  const before = await memory()
  const half = { url, paths, count: watchers / 2 }
  let joinedMs = await audience.ask('sit', half)
  await witness.ask('sit', { url, paths, count: paths.length })
  joinedMs += await audience.ask('sit', half)
  await sleep(1000)
  const seated = await memory()
  for (const all of [audience, witness]) await all.ask('begin')
  const { published, cpu, ms } = await hold()
  const report = await audience.ask('report', published)
  const seen = await witness.ask('report', published)
  for (const all of [audience, witness]) {
    await all.ask('leave')
    await all.close()
  }
  const perSecond = (report.events * 1000) / ms
  return {
    ...report,
    seen,
    perSecond,
    cpuUs: (cpu.ms * 1000) / report.events,
    bytesEach: (seated - before) / watchers,
    memory: seated,
    joinedMs,
  }
}

async function ours(debates: number): Promise<Held> {
  const server = startChild<typeof serverTasks>('./watched-server.ts')
  const ids = await server.ask('open', debates)
  const pathOf = (id: string) => `/api/v1/debates/${id}/events`
  const source = { url: await server.ask('url'), memory: () => server.ask('memory'), paths: ids.map(pathOf) }
  const held = await watched(source, async () => {
    const { published, ...rest } = await server.ask('hold', ids)
    return { ...rest, published: new Map([...published].map(([id, times]) => [pathOf(id), times])) }
  })
  await server.ask('end')
  await server.close()
  return held
}

async function bare({ seen: { traces } }: Held): Promise<Held> {
  const server = startChild<typeof bareTasks>('./bare-broadcaster.ts')
  const source = { url: await server.ask('url'), memory: () => server.ask('memory'), paths: [...traces.keys()] }
  const held = await watched(source, () => server.ask('hold', traces))
  await server.close()
  return held
}

const rows: Row[] = []
for (const debates of values.debates.split(',').map(Number)) {
  const all: { readonly held: Held; readonly floor: Held }[] = []
  for (let run = 0; run < runs; run++) {
    const held = await ours(debates)
    all.push({ held, floor: await bare(held) })
  }
  const row = (what: string, of: (held: Held) => number, note = ''): Row[] => [
    { what: `${debates} debate${debates > 1 ? 's' : ''}: ${what}`, figures: figuresOf(all.map(({ held }) => of(held))), note },
    { what: '  bare', figures: figuresOf(all.map(({ floor }) => of(floor))) },
  ]
  const missing = all.reduce((sum, { held, floor }) => sum + held.missing + floor.missing, 0)
  if (missing > 0) throw new Error(`${missing} events did not reach somebody who watched: the figures would mean nothing.`)
  rows.push(
    ...row('recorded events, p50 ms', ({ recorded }) => recorded.p50, 'from there to be told, to received'),
    ...row('recorded events, p99 ms', ({ recorded }) => recorded.p99),
    ...row('the same to one watcher apart', ({ seen }) => seen.recorded.p99, 'amid the others, in a process of its own'),
    {
      what: '  words, p50 ms',
      figures: figuresOf(all.map(({ held }) => held.words?.p50 ?? Number.NaN)),
      note: 'waiting for more of them included',
    },
    { what: '  words, p99 ms', figures: figuresOf(all.map(({ held }) => held.words?.p99 ?? Number.NaN)) },
    ...row('events delivered a second', ({ perSecond }) => perSecond),
    ...row('CPU us per event delivered', ({ cpuUs }) => cpuUs, 'with the debates, ours'),
    ...row('KiB of memory per watcher', ({ bytesEach }) => bytesEach / 1024),
    ...row('MiB of the process, all seated', ({ memory }) => memory / 1024 / 1024),
    ...row('seated a second', ({ joinedMs }) => (watchers * 1000) / joinedMs),
  )
}
print({ name: 'watchers', says: `${watchers} at once on one server; aim: p99 below 250 ms`, rows })
