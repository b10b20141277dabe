import process from 'node:process'
import type { FastifyBaseLogger } from 'fastify'
import { levels, pino } from 'pino'
import { readable } from './readable.ts'
import { redactor } from './redact.ts'

export type Log = FastifyBaseLogger

type LogOptions = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** For people, a line each; JSON where it is left out. */
  readonly people?: boolean
  /** Where its lines go; standard error unless told. */
  readonly write?: (line: string) => void
}

/**
 * The log of a server. `QUORUM_LOG_LEVEL` says from where on: trace, debug, info (the usual), warn, error, fatal, silent. No line leaves it
 * before keys are taken out.
 */
export function openLog({ env, people = false, write = (line) => process.stderr.write(line) }: LogOptions): Log {
  const level = env.QUORUM_LOG_LEVEL?.toLowerCase() ?? 'info'
  const known = level === 'silent' || level in levels.values
  const redacted = redactor(env)
  const log = pino(
    {
      level: known ? level : 'info',
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: told },
    },
    { write: (line: string) => void write(redacted(people ? readable(line) : line)) },
  )
  if (!known) log.warn(`QUORUM_LOG_LEVEL is "${level}", and should be one of ${[...Object.keys(levels.values), 'silent'].join(', ')}.`)
  return log
}

/** An error with nothing that hangs on it: requests and their headers do. */
function told(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack, cause } = error
  return { type: name, message, stack, ...('code' in error && { code: error.code }), ...(cause !== undefined && { cause: told(cause) }) }
}
