import { z } from 'zod'
import type { Operation } from '../operation.ts'
import type { Json } from './json.ts'

/** OpenAI's shape of an error. */
export const openAiProblem = z.looseObject({
  error: z.looseObject({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
})

/** JSON-RPC's shape of an error. */
export const rpcProblem = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number()]).nullable(),
  error: z.looseObject({ code: z.number().int(), message: z.string() }),
})

type Case = { readonly name: string; readonly description: string; readonly code: string; readonly detail: string }

/** What each status of a problem means, with a problem as an example. */
const cases: Readonly<Record<number, Case>> = {
  400: {
    name: 'BadRequest',
    description: 'The request cannot be read: `errors` names every place that is wrong.',
    code: 'bad-request',
    detail: 'This request cannot be read. motion: Invalid input: expected object, received undefined.',
  },
  401: {
    name: 'Unauthorized',
    description: 'No key, or one that is not good any more.',
    code: 'unauthorized',
    detail: 'This server asks for a key: send it as `Authorization: Bearer <key>`.',
  },
  402: {
    name: 'OverBudget',
    description: 'The money of the key does not reach for it.',
    code: 'over-budget',
    detail: 'This key may still spend $0.10, and the debate may cost $0.50: give it a smaller budget, or raise that of the key.',
  },
  403: {
    name: 'Forbidden',
    description: 'The key may not do this, or the request comes from where none may come from.',
    code: 'forbidden',
    detail: 'This takes a key of scope `run`; this one may only read.',
  },
  404: { name: 'NotFound', description: 'It is not there, for this key at least.', code: 'not-found', detail: 'There is no debate d-1.' },
  405: { name: 'NotAllowed', description: 'Not with this method: see `Allow`.', code: 'method-not-allowed', detail: 'Use POST.' },
  406: { name: 'NotAcceptable', description: 'Not as what `Accept` asks for.', code: 'not-acceptable', detail: 'Accept JSON.' },
  409: {
    name: 'Conflict',
    description: 'Not in the state that it is in.',
    code: 'ended',
    detail: 'This debate has ended: fork it to go on from one of its rounds.',
  },
  410: { name: 'Gone', description: 'It was deleted.', code: 'gone', detail: 'Debate d-1 was deleted.' },
  413: { name: 'TooLarge', description: 'More bytes than are taken here.', code: 'too-large', detail: 'Send at most 262144 bytes.' },
  415: {
    name: 'UnsupportedType',
    description: 'Not a media type that is taken here.',
    code: 'unsupported-media-type',
    detail: 'Send application/json.',
  },
  416: { name: 'Ahead', description: 'A place after the last one.', code: 'ahead', detail: 'This debate has 12 events.' },
  422: {
    name: 'NotPossible',
    description: 'It can be read, and cannot be done.',
    code: 'unprocessable',
    detail: 'Round 7 was never held: keep a round up to 2.',
  },
  426: { name: 'UpgradeRequired', description: 'A WebSocket is asked for.', code: 'upgrade-required', detail: 'Connect with a WebSocket.' },
  429: {
    name: 'TooMany',
    description: 'More requests than are taken from one caller: wait for `Retry-After` seconds.',
    code: 'too-many',
    detail: 'Too many requests: try again in 7 seconds.',
  },
  500: {
    name: 'Internal',
    description: 'A fault of the server.',
    code: 'internal',
    detail: 'Something went wrong here. The request id finds it in the log of the server.',
  },
  503: {
    name: 'NotNow',
    description: 'The server is full, or about to go: try again after `Retry-After` seconds.',
    code: 'busy',
    detail: 'Enough debates wait already: try again in a minute.',
  },
  507: { name: 'DiskFull', description: 'The disk has no room to spare.', code: 'disk-full', detail: 'The disk is full: free some of it.' },
}
const everywhere = [400, 401, 403, 429, 500, 503]

/** Every status of a problem that an operation may answer with. */
export function problemsOf({ body, idempotent, problems = [] }: Operation): number[] {
  const more = [...(body ? [413, 415] : []), ...(idempotent ? [409, 422] : [])]
  return [...new Set([...everywhere, ...more, ...problems])].sort((a, b) => a - b)
}

type Dialect = 'quorum' | NonNullable<Operation['dialect']>
const shapes: Readonly<Record<Dialect, { readonly prefix: string; readonly type: string; readonly schema: string }>> = {
  quorum: { prefix: '', type: 'application/problem+json', schema: 'Problem' },
  openai: { prefix: 'OpenAi', type: 'application/json', schema: 'OpenAiProblem' },
  mcp: { prefix: 'Rpc', type: 'application/json', schema: 'RpcProblem' },
}

/** The name of the answer that tells of a status in a dialect. */
export function problemName(status: number, dialect: Dialect): string {
  const found = cases[status]
  if (!found) throw new Error(`No problem has the status ${status}: describe it in problems.ts.`)
  return shapes[dialect].prefix + found.name
}

/** All answers that tell of a problem, by their names. */
export function problemAnswers(): Record<string, Json> {
  const dialects = Object.keys(shapes) as Dialect[]
  return Object.fromEntries(
    dialects.flatMap((dialect) =>
      Object.keys(cases).map((status) => [problemName(Number(status), dialect), answer(Number(status), dialect)]),
    ),
  )
}

function answer(status: number, dialect: Dialect): Json {
  const { type, schema } = shapes[dialect]
  return {
    description: cases[status]?.description ?? '',
    ...((status === 429 || status === 503) && {
      headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } } },
    }),
    content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` }, example: example(status, dialect) } },
  }
}

function example(status: number, dialect: Dialect): Json {
  const { description: title = '', code = '', detail = '' } = cases[status] ?? {}
  switch (dialect) {
    case 'openai':
      return { error: { message: detail, type: status < 500 ? 'invalid_request_error' : 'server_error', param: null, code } }
    case 'mcp':
      return { jsonrpc: '2.0', id: null, error: { code: -32000, message: detail } }
    case 'quorum':
      return { type: 'about:blank', title, status, detail, code, requestId: 'req-1' }
  }
}
