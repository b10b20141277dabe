import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
  /** How many came before. */
  readonly index: number
}
export type Answering = (response: ServerResponse, received: Received) => unknown

/** A vendor on a loopback port that answers every request with what the test wrote. */
export async function loopback(answering: Answering) {
  const received: Received[] = []
  const closings: (() => void)[] = []
  let closedEarly = 0
  let connections = 0
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(pieces).toString())
      const one = { path: request.url ?? '', headers: request.headers, body, index: received.length }
      received.push(one)
      answering(response, one)
    })
    response.on('close', () => {
      if (response.writableFinished) return
      closedEarly++
      for (const closing of closings.splice(0)) closing()
    })
  })
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    connections: () => connections,
    /** Resolves when the other side has closed an answer that was not finished. */
    left: () => (closedEarly > 0 ? Promise.resolve() : new Promise<void>((resolve) => closings.push(resolve))),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Answers with a stream, of server-sent events unless told otherwise; open-ended where no `end` is wanted. Each piece arrives alone: writes of one tick would be joined. */
export async function sse(
  response: ServerResponse,
  pieces: readonly (string | Buffer)[],
  { end = true, type = 'text/event-stream; charset=utf-8' }: { end?: boolean; type?: string } = {},
): Promise<void> {
  response.writeHead(200, { 'content-type': type })
  for (const piece of pieces) {
    response.write(piece)
    await new Promise(setImmediate)
  }
  if (end) response.end()
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
