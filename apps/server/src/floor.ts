import type { Room } from '@quorum/quorum'
import type { FastifyBaseLogger } from 'fastify'
import type { FanOut } from './live/fan-out.ts'
import type { ServerOptions } from './open-server.ts'

/** What the rooms of the server share. */
export type Floor = {
  readonly room: Room
  readonly options: ServerOptions
  readonly log: FastifyBaseLogger
  /** Milliseconds since 1970. */
  now(): number
  /** Fires when the server drains: streams say good-bye, nothing new is taken. */
  readonly draining: AbortSignal
  /** Debates on their way to all who read them. */
  readonly fanOut: FanOut
}
