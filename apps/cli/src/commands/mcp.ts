import process from 'node:process'
import { sheetFor } from '../display/sheet.ts'
import type { Flags } from '../flags.ts'
import { openRoom } from '../room.ts'
import { version } from '../version.ts'

/**
 * `quorum mcp`: debates as tools for whoever started the process, on standard input and output. It runs them as a command does: what it
 * leaves lying waits to be resumed.
 */
export async function mcp(flags: Flags): Promise<number> {
  if (process.stdin.isTTY && !flags.quiet) process.stderr.write(hint(flags))
  const room = await openRoom(flags.simulated ? 'instant' : undefined)
  try {
    const { serveMcp } = await import('@quorum/server')
    return await serveMcp(room.quorum, { app: `quorum ${version()}`, ...(flags.budget !== undefined && { budgetUsd: flags.budget }) })
  } finally {
    await room.close()
  }
}

/** For somebody who sits before it: this is for programs. */
function hint(flags: Flags): string {
  const { paint } = sheetFor(process.stderr, flags, process.env)
  const entry = { mcpServers: { quorum: { command: 'quorum', args: ['mcp', '--budget', '1'] } } }
  return [
    'This speaks the Model Context Protocol and waits for a client on standard input: it is to be started by one. In its configuration:',
    '',
    `  ${paint.bold(JSON.stringify(entry))}`,
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n')
}
