import { Agent, type Dispatcher, request } from 'undici'

/** A request as it left, to be sent again without a debate around it. */
export type Sent = { readonly url: string; readonly headers: Record<string, string>; readonly body: string; readonly turnId: string }

/** Connections that also note what is sent over them. */
export function recorder(): { readonly dispatcher: Dispatcher; readonly take: () => readonly Sent[] } {
  const sent: Sent[] = []
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 }).compose((dispatch) => (options, handler) => {
    sent.push(sentOf(options))
    return dispatch(options, handler)
  })
  return { dispatcher, take: () => sent.splice(0) }
}

function sentOf({ origin, path, headers, body }: Dispatcher.DispatchOptions): Sent {
  const own = headers as Record<string, string>
  const about = JSON.parse(decodeURIComponent(own['x-quorum-about'] ?? '{}')) as { turnId?: string }
  return { url: `${origin}${path}`, headers: own, body: String(body), turnId: about.turnId ?? '' }
}

/** The requests of one debate and nothing else: those of a step together, the steps one after another, each body read to its end. */
export async function sendAgain(requests: readonly Sent[]): Promise<void> {
  for (const step of Map.groupBy(requests, ({ turnId }) => turnId.split('.')[0]).values()) await Promise.all(step.map(send))
}

async function send({ url, headers, body }: Sent): Promise<void> {
  const answer = await request(url, { method: 'POST', headers, body })
  await answer.body.text()
}
