/** A server that waits: how soon it is ready, and what memory it holds then and after a thousand debates; as published, and from its source. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { atOnce } from './rig/at-once.ts'
import { buildInto } from './rig/built.ts'
import { debated, get, leave } from './rig/client.ts'
import { figuresOf } from './rig/figures.ts'
import { print } from './rig/report.ts'
import { newFolder } from './rig/room.ts'
import { startVendor } from './rig/vendor.ts'

const starts = 9
const debates = 1000
/** Milliseconds of rest before memory is looked at: it is given back after half a minute without work at the latest. */
const restMs = 5000
const longRestMs = 35_000

const debate = {
  motion: { question: 'Is a hot dog a sandwich?', answer: 'yesno' },
  panel: ['ada+answer=yes', 'bob+answer=no', 'cyd+answer=yes'].map((name) => ({ model: `sim/${name}` })),
  protocol: { name: 'roundtable', rounds: 2 },
  seed: 7,
}
const { folder, remove } = newFolder()
const vendor = await startVendor()
const commands = { built: buildInto(folder), source: fileURLToPath(new URL('../apps/cli/bin/quorum.js', import.meta.url)) }
type Kind = keyof typeof commands

/** Starts the command and waits until it is ready. */
async function served(kind: Kind) {
  const env = { ...process.env, QUORUM_DATA_DIR: `${folder}/${kind}`, QUORUM_SIMULATOR_URL: vendor.url, QUORUM_LOG_LEVEL: 'warn' }
  const before = performance.now()
  const child = spawn(process.execPath, [commands[kind], 'serve', '--port', '0', '--quiet'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const [url] = (await once(createInterface({ input: child.stderr }), 'line')) as [string]
  await get(`${url}/readyz`)
  const ms = performance.now() - before
  const gone = once(child, 'exit')
  return {
    url,
    ms,
    residentMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async close() {
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function startMs(kind: Kind): Promise<number> {
  const { ms, close } = await served(kind)
  await close()
  return ms
}

async function memory(kind: Kind): Promise<{ readonly fresh: number; readonly worked: number }> {
  const { url, residentMb, close } = await served(kind)
  await sleep(restMs)
  const fresh = residentMb()
  await atOnce(10, debates, () => debated(url, debate))
  await sleep(longRestMs)
  const worked = residentMb()
  await close()
  return { fresh, worked }
}

const kinds = ['built', 'source'] as const
for (const kind of kinds) await startMs(kind)
const times = { built: [] as number[], source: [] as number[] }
for (let run = 0; run < starts; run++) for (const kind of kinds) times[kind].push(await startMs(kind))
const held = { built: await memory('built'), source: await memory('source') }
await leave()
await vendor.close()
remove()

print({
  name: 'idle',
  says: '`quorum serve` in a process of its own; aims: ready after 500 ms, 120 MB when it waits',
  rows: kinds.flatMap((kind) => [
    { what: `${kind}: ms until /readyz says yes`, figures: figuresOf(times[kind]) },
    { what: `${kind}: resident MB, waiting since its start`, figures: held[kind].fresh },
    { what: `${kind}: resident MB, waiting after ${debates} debates`, figures: held[kind].worked },
  ]),
})
