import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A request as the vendor saw it; times in milliseconds since 1970. */
export type Request = { readonly at: number; readonly ended: number; readonly turnId: string | null; readonly model: string }

/** The loopback vendor in a process of its own, so that its CPU is not counted as ours. */
export type Vendor = {
  readonly url: string
  /** Requests since the last `reset`, oldest first. */
  requests(): Promise<readonly Request[]>
  reset(): Promise<void>
  /** CPU milliseconds that its process has used; null where the system does not tell. */
  cpuMs(): number | null
  close(): Promise<void>
}

export async function startVendor(): Promise<Vendor> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.resolve('@quorum/simulator')))
  const child = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'close')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  return {
    url,
    requests: async () => (await (await fetch(`${url}/__journal`)).json()) as readonly Request[],
    async reset() {
      await (await fetch(`${url}/__reset`, { method: 'POST' })).arrayBuffer()
    },
    cpuMs: () => cpuMsOf(child.pid),
    async close() {
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Of another process, from `/proc`: user and system time in ticks of 10 ms. */
function cpuMsOf(pid: number | undefined): number | null {
  if (process.platform !== 'linux') return null
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? ''
  const [user, system] = afterName.split(' ').slice(11, 13)
  return (Number(user) + Number(system)) * 10
}
