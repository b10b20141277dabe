/**
 * The server as its clients see it: a debate beyond its models with a watcher, debates a second and their CPU, and requests a second of JSON
 * beside servers that answer the same bytes and do nothing else. Server, vendor and bare servers are processes of their own.
 */
import { atOnce } from './rig/at-once.ts'
import type { tasks as bareTasks } from './rig/bare-answers.ts'
import { startChild } from './rig/child.ts'
import { debated, get, leave } from './rig/client.ts'
import { figuresOf } from './rig/figures.ts'
import { print, type Row } from './rig/report.ts'
import type { tasks as servedTasks } from './rig/served-room.ts'
import { threeByThree } from './rig/three-by-three.ts'

const latency = 200
const steps = 3
const runs = 5
const width = 20
const debates = 200
const connections = 32
const requests = 4000

const server = startChild<typeof servedTasks>('./served-room.ts')
const bare = startChild<typeof bareTasks>('./bare-answers.ts')
const url = await server.ask('url')
const seed = await server.ask('seed')
const instant = threeByThree({ seed })
await atOnce(width, debates, () => debated(url, instant))

/** Of each step, from the first request that the vendor saw to its last answer. */
async function modelsMs(): Promise<number> {
  const perStep = Map.groupBy(await server.ask('requests'), ({ turnId }) => turnId?.split('.')[0])
  if (perStep.size !== steps) throw new Error(`The debate had ${perStep.size} steps instead of ${steps}.`)
  return [...perStep.values()]
    .map((asked) => Math.max(...asked.map(({ ended }) => ended)) - Math.min(...asked.map(({ at }) => at)))
    .reduce((sum, ms) => sum + ms, 0)
}

async function overhead(debate: unknown): Promise<number> {
  await server.ask('requests')
  const before = performance.now()
  await debated(url, debate)
  return performance.now() - before - (await modelsMs())
}

const burst: number[] = []
const spoken: number[] = []
for (let run = 0; run < 20; run++) {
  burst.push(await overhead(threeByThree({ seed, latency })))
  spoken.push(await overhead(threeByThree({ seed, latency: latency / 2, pace: 1 })))
}

const rates: number[] = []
const cpus: number[] = []
for (let run = 0; run < runs; run++) {
  await server.ask('requests')
  await server.ask('cpu')
  const ms = await atOnce(width, debates, () => debated(url, instant))
  cpus.push((await server.ask('cpu')).ms / debates)
  rates.push((debates * 1000) / ms)
}

/** Requests a second for one address, with the floors beside it in the same run. */
async function answered(what: string, path: string): Promise<Row[]> {
  await bare.ask('say', await get(url + path))
  const { bare: http, framed } = await bare.ask('urls')
  const perSecond = async (at: string) => (requests * 1000) / (await atOnce(connections, requests, () => get(at)))
  for (const at of [url + path, http, framed]) await perSecond(at)
  const measured: { ours: number; http: number; framed: number }[] = []
  for (let run = 0; run < runs; run++)
    measured.push({ ours: await perSecond(url + path), http: await perSecond(http), framed: await perSecond(framed) })
  const figures = (of: (one: (typeof measured)[number]) => number) => figuresOf(measured.map(of))
  return [
    { what: `${what}, requests/s`, figures: figures(({ ours }) => ours) },
    { what: `${what} / bare node:http`, figures: figures(({ ours, http }) => ours / http), note: 'the same bytes' },
    { what: `${what} / bare Fastify`, figures: figures(({ ours, framed }) => ours / framed), note: 'the same bytes' },
  ]
}

const id = await debated(url, instant)
const json = [
  ...(await answered('GET /healthz', '/healthz')),
  ...(await answered('GET a debate', `/api/v1/debates/${id}`)),
  ...(await answered('GET a list of 20', '/api/v1/debates?limit=20')),
]
const fsync = await server.ask('fsync')
await leave()
await server.ask('end')
await server.close()
await bare.close()

print({
  name: 'api',
  says: `over HTTP with a watcher each; ${width} debates or ${connections} requests at once`,
  rows: [
    { what: 'a debate beyond its models, answers spoken over 100 ms', figures: figuresOf(spoken), note: "ms, by the vendor's journal" },
    { what: 'the same, each answer in one burst', figures: figuresOf(burst), note: 'ms' },
    { what: 'debates/s, 3 seats x 3 rounds, watched', figures: figuresOf(rates) },
    { what: 'CPU ms per debate, watched', figures: figuresOf(cpus), note: 'the whole process' },
    ...json,
  ],
  fsyncMs: fsync,
})
