import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export type Received = { readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly path: string }
export type Told = { readonly id: string; readonly type: string; readonly data: Readonly<Record<string, unknown>> }

/** A server that webhooks call, on a port of its own. */
export type Receiver = {
  readonly url: string
  readonly origin: string
  readonly received: readonly Received[]
  /** What came so far, read. */
  told(): Told[]
  /** Resolves once what came is enough. */
  until(enough: (told: readonly Told[]) => boolean): Promise<Told[]>
  /** How the next ones are answered; 204 where nothing is said. */
  answer: (request: IncomingMessage, response: ServerResponse, nth: number) => void
  close(): Promise<void>
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString()
    received.push({ headers: request.headers as Record<string, string>, body, path: request.url ?? '' })
    receiver.answer(request, response, received.length)
    for (const look of waiting) look()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const told = () =>
    received.map(({ headers, body }): Told => ({ id: headers['webhook-id'] ?? '', ...(JSON.parse(body) as Pick<Told, 'type' | 'data'>) }))
  const receiver: Receiver = {
    url: `${origin}/hook`,
    origin,
    received,
    told,
    until: (enough) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!enough(told())) return
          waiting.delete(look)
          resolve(told())
        }
        waiting.add(look)
        look()
      }),
    answer: (_, response) => void response.writeHead(204).end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return receiver
}
