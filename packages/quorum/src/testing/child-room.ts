import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Ending } from '@quorum/debate'
import type { ProviderOverride } from '@quorum/models'
import type { Lease } from '@quorum/store'
import type { Room } from '../quorum.ts'
import type { Death } from './death.ts'

export type RoomOptions = {
  readonly path: string
  readonly lease?: Partial<Lease>
  /** URL of the vendor. */
  readonly simulator: string
  readonly timeouts?: NonNullable<ProviderOverride['timeouts']>
  readonly death?: Death
  readonly runner?: 'cli' | 'server'
}

type Method = Exclude<{ [K in keyof Room]: Room[K] extends (...args: never[]) => Promise<unknown> ? K : never }[keyof Room], 'watch'>
type Wrong = { readonly name: string; readonly message: string; readonly code?: string }
/** A line to the child, and a line from it. */
export type Asked = { readonly id: number; readonly what: Method; readonly args: readonly unknown[] }
export type Said =
  | { readonly ready: true }
  | { readonly lost: true }
  | { readonly id: number; readonly value?: unknown; readonly error?: Wrong }
  | { readonly ended: string; readonly how?: Ending; readonly error?: Wrong }

/** The process is gone, so what it was asked has no answer. */
export class Gone extends Error {
  override readonly name = 'Gone'
}

/** A room in a process of its own, which can be frozen and killed. */
export type ChildRoom = {
  readonly process: ChildProcess
  call<M extends Method>(what: M, ...args: Parameters<Room[M]>): Promise<Awaited<ReturnType<Room[M]>>>
  /** How the debate ended there; rejects where the process died first. */
  ending(debateId: string): Promise<Ending>
  /** Resolves when its store says that it was declared dead. */
  readonly lost: Promise<void>
  /** Resolves when the process is gone, however. */
  readonly gone: Promise<void>
  /** As `kill -9`. */
  kill(): Promise<void>
}

export async function childRoom(options: RoomOptions): Promise<ChildRoom> {
  const file = fileURLToPath(new URL('./room.ts', import.meta.url))
  const child = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
  })
  const ready = Promise.withResolvers<void>()
  const lost = Promise.withResolvers<void>()
  const answers = new Map<number | string, PromiseWithResolvers<unknown>>()
  let dead: Gone | null = null
  const answer = (key: number | string) => {
    const known = answers.get(key) ?? Promise.withResolvers<unknown>()
    answers.set(key, known)
    // A failure is told to whoever awaits it; nobody has to.
    known.promise.catch(() => 'told')
    if (dead) known.reject(dead)
    return known
  }
  const gone = once(child, 'close').then(() => {
    dead = new Gone('The process of the room is gone.')
    ready.reject(dead)
    for (const { reject } of answers.values()) reject(dead)
  })
  // What is written to a process that has just died breaks its pipe; that it is gone is told by the answers.
  child.stdin.on('error', () => child.stdin.destroy())
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as Said
    if ('ready' in said) return ready.resolve()
    if ('lost' in said) return lost.resolve()
    const { resolve, reject } = answer('ended' in said ? said.ended : said.id)
    if (said.error) reject(Object.assign(new Error(said.error.message), said.error))
    else resolve('ended' in said ? said.how : said.value)
  })
  await ready.promise

  let asked = 0
  return {
    process: child,
    call(what, ...args) {
      asked += 1
      child.stdin.write(`${JSON.stringify({ id: asked, what, args } satisfies Asked)}\n`)
      return answer(asked).promise as never
    },
    ending: (debateId) => answer(debateId).promise as Promise<Ending>,
    lost: lost.promise,
    gone,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
