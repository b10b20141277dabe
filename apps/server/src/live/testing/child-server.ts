import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own. */
export type ChildServer = {
  readonly url: string
  /** As `kill -9` does. */
  kill(): Promise<void>
}

export async function childServer(over: { readonly path: string; readonly simulator: string }): Promise<ChildServer> {
  const file = fileURLToPath(new URL('./lone-server.ts', import.meta.url))
  const child = spawn(process.execPath, [file, JSON.stringify(over)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return {
    url,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
