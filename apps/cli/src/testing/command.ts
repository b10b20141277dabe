import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const binary = fileURLToPath(new URL('../../bin/quorum.js', import.meta.url))

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }
export type Running = {
  /** Resolves with what was found once standard error shows this. Rejects if the command ends before. */
  shows(text: string | RegExp): Promise<readonly string[]>
  signal(signal: NodeJS.Signals): void
  readonly ended: Promise<Ended>
}
type Options = { readonly input?: string; readonly env?: Readonly<Record<string, string>>; readonly node?: string }

/** A home with debates of its own: nothing of the machine shows through. */
export class Home {
  readonly folder = mkdtempSync(join(tmpdir(), 'quorum-cli-'))
  readonly #env: Readonly<Record<string, string>>

  constructor(env: Readonly<Record<string, string>> = {}) {
    this.#env = env
  }

  get data(): string {
    return join(this.folder, 'data')
  }

  /** Starts the real command in a process of its own. */
  start(args: readonly string[], { input, env, node = process.execPath }: Options = {}): Running {
    const child = spawn(node, [binary, ...args], {
      cwd: this.folder,
      env: { PATH: process.env.PATH ?? '', HOME: this.folder, QUORUM_DATA_DIR: this.data, TZ: 'UTC', ...this.#env, ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    child.stdin?.end(input)
    let stdout = ''
    let stderr = ''
    let look = (): void => undefined
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk
      look()
    })
    const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
    return {
      ended,
      signal: (signal) => child.kill(signal),
      shows: (text) =>
        new Promise((resolve, reject) => {
          look = () => {
            const found = typeof text === 'string' ? stderr.includes(text) && [text] : text.exec(stderr)
            if (found) resolve(found)
          }
          look()
          void ended.then(() => reject(new Error(`it ended without showing ${text}:\n${stderr}`)))
        }),
    }
  }

  run(args: readonly string[], options: Options = {}): Promise<Ended> {
    return this.start(args, options).ended
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
