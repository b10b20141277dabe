import process from 'node:process'
import { Problem, type Room } from '@quorum/quorum'
import { openServer, type Server, type ServerOptions } from './open-server.ts'

export type Serving = ServerOptions & {
  /** Called once it listens. */
  ready?(server: Server): void
}

/**
 * Serves a room until the process is asked to go; resolves with the exit code. The first SIGTERM or Ctrl-C drains: nothing new is taken,
 * turns in flight may end. The second one cuts them; they are closed in the log, and whoever opens the store next goes on with the debates.
 * `QUORUM_ADMIN_KEY` is a key of the operator's own; one that was made for want of any is shown on standard error, once.
 */
export async function serve(room: Room, { ready, ...options }: Serving): Promise<number> {
  const { QUORUM_ADMIN_KEY: adminKey } = process.env
  const server = await openServer(room, { ...(adminKey && { adminKey }), ...options }).catch(async (error: unknown) => {
    await room.close()
    throw taken(error, options)
  })
  return new Promise((resolve, reject) => {
    let closing: Promise<void> | null = null
    const go = (): void => {
      if (closing) return void room.close().catch(reject)
      closing = server.close()
      closing.then(() => leave(0), reject)
    }
    const leave = (code: number): void => {
      for (const signal of signals) process.off(signal, go)
      resolve(code)
    }
    for (const signal of signals) process.on(signal, go)
    ready?.(server)
    if (server.adminKey) process.stderr.write(firstKey(server.adminKey))
  })
}

const firstKey = (key: string): string => `
A key is required here, and there was none. This one may do everything, and is not shown again:

  ${key}

`

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** The usual ways in which a port cannot be had, as sentences. */
function taken(error: unknown, { host = '127.0.0.1', port = 4400 }: ServerOptions): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE')
    return new Problem('bad-request', `Port ${port} of ${host} is taken: choose another one, as --port ${port + 1}.`)
  if (code === 'EACCES') return new Problem('bad-request', `Port ${port} may not be opened by this user: choose one above 1023.`)
  if (code === 'EADDRNOTAVAIL') return new Problem('bad-request', `This machine has no address ${host}: choose another --host.`)
  return error
}
