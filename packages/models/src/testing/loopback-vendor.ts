import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Seen = {
  readonly url: string
  readonly key: string
  readonly body: { readonly messages: { readonly role: string; readonly content: unknown }[] } & Record<string, unknown>
}

/** A vendor on a loopback socket that answers as it is told and keeps what it was asked. */
export async function loopbackVendor(answer: (response: ServerResponse, nth: number, request: IncomingMessage) => void) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const key = request.headers.authorization ?? String(request.headers['x-api-key'] ?? '')
    answer(response, seen.push({ url: request.url ?? '', key, body: JSON.parse(body) }) - 1, request)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, close }
}

const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }
/** An answer as OpenAI streams it, in pieces of so many characters; 100 tokens of input and 20 of output. */
export function chatStream(response: ServerResponse, text: string, size = 7) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const event = (choice: unknown, rest = {}) =>
    response.write(`data: ${JSON.stringify({ model: 'gpt-5-mini', choices: choice ? [choice] : [], ...rest })}\n\n`)
  for (let at = 0; at < text.length; at += size) event({ index: 0, delta: { content: text.slice(at, at + size) } })
  event({ index: 0, delta: {}, finish_reason: 'stop' })
  event(null, { usage })
  response.end('data: [DONE]\n\n')
}
/** An error as OpenAI words it. */
export const refuse = (response: ServerResponse, status: number, message: string, headers = {}) =>
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify({ error: { message, type: 'error', code: null } }))

/** An answer as Anthropic streams it; 50 fresh, 40 cached and 10 written tokens of input, 20 of output. */
export function messagesStream(response: ServerResponse, text: string) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const event = (type: string, rest: object) => response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`)
  const input = { input_tokens: 50, cache_read_input_tokens: 40, cache_creation_input_tokens: 10, output_tokens: 1 }
  event('message_start', { message: { id: 'm', model: 'claude-haiku-4-5', role: 'assistant', content: [], usage: input } })
  event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } })
  for (let at = 0; at < text.length; at += 5)
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: text.slice(at, at + 5) } })
  event('content_block_stop', { index: 0 })
  event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 20 } })
  event('message_stop', {})
  response.end()
}
