/** Memory of a stream in flight through all layers of a model, beside a bare reader of the same stream, and how soon all of them close. */
import { setTimeout as delay } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Model } from '@quorum/debate'
import { modelCatalogue, plainAsk } from '@quorum/models'
import { Agent } from 'undici'
import { readBare } from './rig/bare-reader.ts'
import { recorder } from './rig/recording.ts'
import { print, type Row } from './rig/report.ts'
import { startVendor, type Vendor } from './rig/vendor.ts'

const streams = 5000
/** Opened together, so that no queue of connections runs over. */
const batch = 250
/** Says twenty of its forty pieces, then nothing, for ever. */
const name = 'ada+tokens=80+chunks=40+fault=stall'
const patient = { connect: 600_000, firstToken: 600_000, idle: 600_000 }

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** KiB of objects and buffers that this process holds, once what it does not need is collected. */
async function held(): Promise<number> {
  for (let time = 0; time < 3; time++) {
    collect()
    await delay(50)
  }
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024
}

/** Opens all streams and waits until each has said something; KiB for each. `open` resolves at the first words. */
async function opened(open: () => Promise<void>): Promise<number> {
  const before = await held()
  for (let at = 0; at < streams; at += batch) await Promise.all(Array.from({ length: batch }, open))
  await delay(500)
  return ((await held()) - before) / streams
}

function speaking(model: Model, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const request = plainAsk({ messages: 'Tabs or spaces?', maxOutput: 4000, signal })
  void model.ask(request, () => resolve()).then((result) => reject(new Error(JSON.stringify(result))))
  return promise
}

/** Milliseconds from `began` until the vendor has seen everybody go. */
async function left(vendor: Vendor, began: number): Promise<number> {
  for (;;) {
    const requests = (await vendor.requests()) as readonly { readonly ended: number | null }[]
    if (requests.every(({ ended }) => ended !== null)) return Math.max(...requests.map(({ ended }) => ended ?? 0)) - began
    if (Date.now() - began > 60_000) throw new Error('Some streams are still open after a minute.')
    await delay(50)
  }
}

const rows: Row[] = []
for (const provider of ['sim', 'sim-responses', 'sim-anthropic', 'sim-gemini', 'sim-cohere', 'sim-ollama']) {
  const vendor = await startVendor()
  const env = { QUORUM_SIMULATOR_URL: vendor.url }
  const overrides = { providers: { [provider]: { timeouts: patient } } }
  const models = modelCatalogue({ env, overrides })
  const model = models.find(`${provider}/${name}`)
  if (typeof model === 'string') throw new Error(model)
  const gone = new AbortController()
  const ours = await opened(() => speaking(model, gone.signal))
  const leaving = Date.now()
  gone.abort()
  const ms = await left(vendor, leaving)
  await models.close()

  const { dispatcher, take } = recorder()
  const recorded = modelCatalogue({ env, overrides, dispatcher })
  const once = new AbortController()
  const other = recorded.find(`${provider}/${name}`)
  if (typeof other === 'string') throw new Error(other)
  await speaking(other, once.signal)
  once.abort()
  const [sent] = take()
  if (!sent) throw new Error('Nothing was sent.')
  const pool = new Agent({ headersTimeout: 0, bodyTimeout: 0, connections: null })
  const bare = await opened(() => {
    const { promise, resolve } = Promise.withResolvers<void>()
    // It ends when the pool is destroyed.
    readBare(sent, pool, () => resolve()).then(
      () => resolve(),
      () => resolve(),
    )
    return promise
  })
  await pool.destroy()
  await Promise.all([recorded.close(), dispatcher.close()])
  await vendor.close()
  rows.push({ what: `${provider}, KiB a stream, ${streams} held`, figures: ours, note: `bare ${bare.toFixed(1)} KiB; aim: 32` })
  rows.push({ what: `${provider}, ms until all of them were closed`, figures: ms, note: 'by the vendor’s journal; aim: 1000' })
}

print({ name: 'held', says: `memory of a stream in flight, and how soon a reader that leaves closes it`, rows })
