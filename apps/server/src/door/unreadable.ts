import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { Problem } from '@quorum/quorum'
import type { ProblemBody } from '@quorum/sdk'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { replyProblem } from '../problem-reply.ts'

/** Answers a request whose path leads nowhere because it cannot be read, or is longer than any that there is. */
export function replyBadPath({ code }: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem =
    code === 'FST_ERR_MAX_PARAM_LENGTH'
      ? new Problem('not-found', 'There is nothing under a path that long: /docs shows what there is.')
      : new Problem('bad-request', 'The path of this request cannot be read: percent signs stand before two hexadecimal digits.')
  replyProblem(problem, request, reply)
}

const statuses: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are larger than 16 KiB together: send less.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time: send it again.'],
}

/** Milliseconds that an answer to no request has to arrive: cut at once, it might be lost on its way. */
const lastWordMs = 1000

/** Answers bytes that are no HTTP request, and closes the connection, whether the other side does or not. */
export function replyNoRequest(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, detail] = statuses[error.code ?? ''] ?? [400, 'This is no HTTP request.']
  const title = STATUS_CODES[status] ?? 'Bad Request'
  const code = title.toLowerCase().replaceAll(' ', '-')
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, code, requestId: '' } satisfies ProblemBody)
  const head = `HTTP/1.1 ${status} ${title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}`
  socket.end(`${head}\r\nconnection: close\r\n\r\n${body}`)
  setTimeout(() => socket.destroy(), lastWordMs).unref()
}
