import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Asked as Asking } from '../answers.ts'
import type { SqliteOptions } from '../sqlite/sqlite-store.ts'

type Method = Asking | 'close' | 'fresh'

/** A line to the child. `hang` blocks its main thread for that many ms, and has no answer. */
export type Asked = { readonly id: number; readonly what: Method | 'hang'; readonly args: readonly unknown[] }
type Said = { readonly ready?: true; readonly lost?: true; readonly id?: number; readonly value?: unknown; readonly error?: string }

/** A store in a process of its own, which can be frozen and killed. */
export type ChildStore = {
  readonly process: ChildProcess
  call(what: Method, ...args: readonly unknown[]): Promise<unknown>
  hang(ms: number): void
  readonly lost: Promise<void>
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  /** As `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
}

/** `largestFile`, in blocks of the shell's `ulimit -f`: a write beyond it fails under the child as on a broken disk. */
export async function childStore(options: SqliteOptions, largestFile: number | 'unlimited' = 'unlimited'): Promise<ChildStore> {
  const run = ['-c', `ulimit -f ${largestFile}; exec "$0" "$@"`, process.execPath, fileURLToPath(new URL('./child.ts', import.meta.url))]
  const child = spawn('sh', [...run, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = new Map<number, PromiseWithResolvers<unknown>>()
  const ready = Promise.withResolvers<void>()
  const lost = Promise.withResolvers<void>()
  const gone = once(child, 'exit')
  let asked = 0

  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as Said
    if (said.ready) ready.resolve()
    if (said.lost) lost.resolve()
    const answer = answers.get(said.id ?? 0)
    if (said.error === undefined) answer?.resolve(said.value)
    else answer?.reject(new Error(said.error))
  })
  void gone.then(() => ready.reject(new Error('The child ended before it was ready.')))
  await ready.promise

  const tell = (what: Asked['what'], args: readonly unknown[]) => {
    asked += 1
    child.stdin.write(`${JSON.stringify({ id: asked, what, args } satisfies Asked)}\n`)
    return asked
  }
  return {
    process: child,
    call(what, ...args) {
      const answer = Promise.withResolvers<unknown>()
      answers.set(tell(what, args), answer)
      return answer.promise
    },
    hang: (ms) => void tell('hang', [ms]),
    lost: lost.promise,
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
