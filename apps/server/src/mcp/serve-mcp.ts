import type { Room } from '@quorum/quorum'

export type ServingMcp = {
  /** Name and version of the software. */
  readonly app: string
  /** US dollars that all debates of this connection may cost. */
  readonly budgetUsd?: number
}

/**
 * Serves the Model Context Protocol on standard input and output, on which nothing else is said, until the input ends or the process is asked
 * to go. Debates that a call waits for are stopped then; others are left to be resumed. Resolves with the exit code; the room is closed.
 */
export async function serveMcp(room: Room, serving: ServingMcp): Promise<number> {
  const { serveStdin } = await import('./stdio.ts')
  return serveStdin(room, serving)
}
