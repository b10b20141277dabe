import type { FastifyReply, FastifyRequest } from 'fastify'
import { patience } from '../live/reader.ts'

/** A request as the SDK reads it; its body was read already. It is aborted when the client has left, or has its answer. */
export function webRequest({ headers: given, method, url }: FastifyRequest, { raw }: FastifyReply): Request {
  const gone = new AbortController()
  raw.once('close', () => gone.abort())
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) for (const one of [value ?? []].flat()) headers.append(name, one)
  return new Request(new URL(url, 'http://localhost'), { method, headers, signal: gone.signal })
}

/**
 * Sends what the SDK answered. The head of a stream goes out at once: the client waits for it, and a first word may be long in coming. One
 * who does not take what it is sent is cut off.
 */
export async function sendResponse(response: Response, reply: FastifyReply): Promise<FastifyReply> {
  const { status, headers, body } = response
  if (!body || !headers.get('content-type')?.startsWith('text/event-stream')) return reply.send(response)
  const { raw, log } = reply.hijack()
  raw.writeHead(status, { ...reply.getHeaders(), ...Object.fromEntries(headers) } as Record<string, string>)
  raw.flushHeaders()
  const reader = body.getReader()
  raw.once('close', () => reader.cancel().catch((err: unknown) => log.debug({ err }, 'a stream did not end well')))
  for (let read = await reader.read(); !read.done; read = await reader.read())
    if (raw.writableLength > patience) raw.destroy()
    else raw.write(read.value)
  raw.end()
  return reply
}
