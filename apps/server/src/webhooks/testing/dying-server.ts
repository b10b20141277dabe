import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { DebateRequest } from '@quorum/quorum'

/**
 * Where it dies: once the debate's end is on disk and nobody was told, before the delivery of it is written, once it is written and not
 * tried, or once it is delivered and that is not noted.
 */
export const moments = ['ended', 'heard', 'written', 'delivered'] as const

export type Dying = {
  /** Of the store. */
  readonly path: string
  /** URL of the vendor. */
  readonly simulator: string
  readonly allow: readonly string[]
  readonly request: DebateRequest
  readonly at: (typeof moments)[number]
}

/** Holds a debate in a server that ends as by `kill -9`; resolves when it is gone, with the signal. */
export async function dyingServer(dying: Dying): Promise<unknown> {
  const file = fileURLToPath(new URL('./mortal-server.ts', import.meta.url))
  const child = spawn(process.execPath, [file, JSON.stringify(dying)], { stdio: ['ignore', 'inherit', 'inherit'] })
  const [, signal] = await once(child, 'exit')
  return signal
}
