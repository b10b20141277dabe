import type { Room } from '@quorum/quorum'
import type { FastifyBaseLogger } from 'fastify'
import type { Calls } from '../calls/calls.ts'
import type { Visitor } from '../visitor.ts'

export type McpTimes = {
  /** Milliseconds after which a call is answered whose client is not told of its progress: many give up after a minute. 45 s if not given. */
  readonly patienceMs?: number
  /** Milliseconds between two reports of a debate in which nothing happens: 10 s if not given. */
  readonly beatMs?: number
}

/** Where one client is served. */
export type Desk = {
  readonly room: Room
  /** In whose name it asks. */
  readonly visitor: Visitor
  readonly calls: Calls
  readonly log: Pick<FastifyBaseLogger, 'debug' | 'warn' | 'error'>
  /** Fires when nothing more is waited for, because the process is about to go. */
  readonly draining: AbortSignal
  /** Calls of tools that have no answer yet. */
  readonly open: Set<Promise<unknown>>
  readonly times: Required<McpTimes>
  /** Name and version of the software. */
  readonly app: string
}

/** Milliseconds in which an equal call joins the debate that was opened for the first one. */
export const joinMs = 10 * 60_000

export const usualTimes: Required<McpTimes> = { patienceMs: 45_000, beatMs: 10_000 }
