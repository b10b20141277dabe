import { Problem, plainIssues } from '@quorum/quorum'
import type { ProblemBody } from '@quorum/sdk'
import { StoreError } from '@quorum/store'
import { errorCodes, type FastifyReply, type FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { replyRpcError } from './mcp/error-reply.ts'
import { replyOpenAiError } from './openai/error-reply.ts'

/** A request that does not have the shape of its operation. */
export class Misshapen extends Error {
  override readonly name = 'Misshapen'
  readonly issues: readonly z.core.$ZodIssue[]
  constructor(issues: readonly z.core.$ZodIssue[]) {
    super('The request does not have the shape that this route takes.')
    this.issues = issues
  }
}

/** What is said of an error, in whatever dialect. */
export type Found = { readonly status: number; readonly code: string; readonly detail: string; readonly errors?: ProblemBody['errors'] }

const storeStatus: Readonly<Record<StoreError['code'], number>> = {
  'disk-full': 507,
  busy: 503,
  unwritable: 503,
  failed: 503,
  corrupt: 503,
  'newer-schema': 503,
}

/** What an error means to whoever asked: what is theirs to mend is said, what is ours is not shown and goes to the log. */
export function foundIn(error: unknown): Found {
  if (error instanceof Problem) return { status: error.status, code: error.code, detail: error.message }
  if (error instanceof StoreError) return { status: storeStatus[error.code], code: error.code, detail: error.message }
  if (error instanceof Misshapen) return misshapen(error)
  if (isRefusal(error)) return { status: error.statusCode, code: codeOf(error.statusCode), detail: error.message }
  return { status: 500, code: 'internal', detail: 'Something went wrong here. The request id finds it in the log of the server.' }
}

/** Answers with a problem (RFC 9457). */
export function replyProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = withLimits(foundIn(error), request)
  if (found.status === 401) reply.header('www-authenticate', 'Bearer')
  // Where nothing is, the path says what its caller reads.
  const dialect = request.routeOptions.config.operation?.dialect ?? (request.url.startsWith('/v1/') ? 'openai' : undefined)
  if (dialect === 'openai') return replyOpenAiError(error, found, request, reply)
  if (dialect === 'mcp') return replyRpcError(error, found, request, reply)
  const { status, code, detail, errors } = found
  if (status >= 500) request.log.error({ err: error }, 'a request failed')
  if (error instanceof Problem && error.retryAfter !== null) reply.header('retry-after', Math.ceil(error.retryAfter))
  const body: ProblemBody = {
    type: 'about:blank',
    title: titles[status] ?? 'Problem',
    status,
    detail,
    code,
    requestId: request.id,
    ...(errors && { errors }),
  }
  return reply.code(status).type('application/problem+json').send(JSON.stringify(body))
}

/** With the way out, which Fastify leaves out: what the route takes. */
function withLimits(found: Found, { routeOptions: { bodyLimit, config } }: FastifyRequest): Found {
  if (found.code === 'unsupported-media-type')
    return { ...found, detail: `Send ${config.operation?.consumes ?? 'application/json'}, and say so as Content-Type.` }
  return found.detail === bodyTooLarge ? { ...found, detail: `Send at most ${bodyLimit} bytes.` } : found
}

function misshapen({ issues }: Misshapen): Found {
  const errors = plainIssues(issues)
  const detail = `This request cannot be read. ${errors.map(({ path, message }) => `${path} ${message}`).join('; ')}.`
  return { status: 400, code: 'bad-request', detail, errors }
}

const bodyTooLarge = new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE().message

/** Errors that Fastify and its plugins throw for requests that they refuse. */
function isRefusal(error: unknown): error is Error & { readonly statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error)) return false
  return typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  402: 'Over budget',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not possible',
  426: 'Upgrade required',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not now',
  507: 'Disk full',
}
const codeOf = (status: number): string => (titles[status] ?? 'problem').toLowerCase().replaceAll(' ', '-')
