/** Debates a second, 20 at once, with models that answer at once over HTTP, beside the npm package `llm-council` and beside the requests alone. */
import type { DebateRequest } from '@quorum/quorum'
import { LLMCouncil } from 'llm-council'
import { atOnce } from './rig/at-once.ts'
import { cpuSince } from './rig/cpu.ts'
import { type Figures, figuresOf, shown } from './rig/figures.ts'
import { fsyncMs } from './rig/fsync.ts'
import { sendAgain } from './rig/recording.ts'
import { print, type Row } from './rig/report.ts'
import { held, openRoom } from './rig/room.ts'

const width = 20
const debates = 200
const runs = 5
/** Every answer is as long as this, ours and the peer's: 480 characters. */
const tokens = 120
const models = ['ada', 'bob', 'cyd'].map((name) => `${name}+tokens=${tokens}`)
const question = 'Should a small team rewrite its monolith as microservices?'

const ours = (protocol: NonNullable<DebateRequest['protocol']>): DebateRequest => ({
  motion: { question },
  panel: models.map((model) => ({ model: `sim/${model}` })),
  protocol,
  seed: 7,
})
const room = await openRoom()
const peer = new LLMCouncil({
  provider: 'openrouter',
  apiKey: 'none',
  baseUrl: `${room.vendor.url}/v1`,
  models,
  chairmanModel: models[0] ?? '',
})
async function peerHeld(): Promise<void> {
  const { error, stage3 } = await peer.run(question)
  if (error || !stage3) throw new Error(`llm-council failed: ${error}`)
}

const council = ours({ name: 'council' })
const councilRequests = await room.requestsOf(council)
const works: Readonly<Record<string, () => Promise<unknown>>> = {
  'our council': () => held(room.quorum, council),
  'llm-council': peerHeld,
  'requests of our council, bare': () => sendAgain(councilRequests),
  'our vote': () => held(room.quorum, ours({ name: 'vote' })),
  'our roundtable': () => held(room.quorum, ours({ name: 'roundtable', rounds: 2 })),
}

type Measured = { readonly perSecond: number; readonly cpuMs: number; readonly vendorMs: number }
async function measured(work: () => Promise<unknown>): Promise<Measured> {
  const vendorBefore = room.vendor.cpuMs() ?? 0
  const since = cpuSince()
  const ms = await atOnce(width, debates, work)
  const vendorMs = ((room.vendor.cpuMs() ?? 0) - vendorBefore) / debates
  return { perSecond: (debates * 1000) / ms, cpuMs: since().ms / debates, vendorMs }
}

/** Requests that the vendor sees of one. */
async function callsOf(work: () => Promise<unknown>): Promise<number> {
  await room.vendor.reset()
  await work()
  return (await room.vendor.requests()).length
}

const calls = new Map<string, number>()
const results = new Map<string, Measured[]>(Object.keys(works).map((name) => [name, []]))
for (const [name, work] of Object.entries(works)) {
  calls.set(name, await callsOf(work))
  await atOnce(width, debates, work)
}
for (let run = 0; run < runs; run++) {
  for (const [name, work] of Object.entries(works)) {
    await room.vendor.reset()
    results.get(name)?.push(await measured(work))
  }
}
const fsync = await fsyncMs(room.folder)
await room.close()

const of = (name: string, what: keyof Measured): Figures => figuresOf((results.get(name) ?? []).map((one) => one[what]))
const rows = Object.keys(works).map(
  (name): Row => ({
    what: `${name}, debates/s`,
    figures: of(name, 'perSecond'),
    note: `${calls.get(name)} calls; CPU ms each: ${shown(of(name, 'cpuMs'))}, the vendor's ${shown(of(name, 'vendorMs'))}`,
  }),
)
const ratio = figuresOf(
  (results.get('our council') ?? []).map(({ perSecond }, run) => perSecond / (results.get('llm-council')?.[run]?.perSecond ?? 0)),
)
print({
  name: 'throughput',
  says: `${width} at once, instant models; aims: 150 debates/s, 2.5 times llm-council`,
  rows: [{ what: 'our council / llm-council', figures: ratio }, ...rows],
  fsyncMs: fsync,
})
