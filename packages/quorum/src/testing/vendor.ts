import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A request as the vendor noted it. */
export type Request = {
  readonly at: number
  readonly ended: number | null
  readonly model: string
  readonly turnId: string | null
  /** Which request of the turn this is; null where the client did not say. */
  readonly attempt: number | null
  readonly act: string | null
  readonly fault: string | null
  readonly left: boolean
  /** Output tokens that the vendor bills. */
  readonly tokens: number
}

/** A loopback vendor in a process of its own, which sees what really leaves, whoever dies. */
export type Vendor = {
  readonly url: string
  /** Requests whose model's name contains `key`, oldest first. */
  requests(key?: string): Promise<Request[]>
  close(): Promise<void>
}

/** `journal`: a file that every request is appended to as it arrives. */
export async function startVendor(journal?: string): Promise<Vendor> {
  const main = fileURLToPath(new URL('../../../simulator/src/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, ...(journal ? ['--journal', journal] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
  })
  const gone = once(child, 'close')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  return {
    url,
    async requests(key = '') {
      const all = (await (await fetch(`${url}/__journal`)).json()) as Request[]
      return all.filter(({ model }) => model.includes(key))
    },
    async close() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
