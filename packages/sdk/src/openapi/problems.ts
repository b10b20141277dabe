import { z } from 'zod'
import type { Operation } from '../operation.ts'
import type { Json } from './json.ts'
import { type ProblemStatus, problemCases } from './problem-cases.ts'

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
  id: z.unknown().describe('That of the request: text, a number, or null.'),
  error: z.looseObject({ code: z.number().int(), message: z.string() }),
})

type Statuses = readonly ProblemStatus[]
const everywhere: Statuses = [400, 401, 403, 429, 500, 503]
const ofBodies: Statuses = [413, 415]
const ofRepeats: Statuses = [409, 422]

/** Every status of a problem that an operation may answer with. */
export function problemsOf({ body, idempotent, problems = [] }: Operation): ProblemStatus[] {
  return [...new Set([...everywhere, ...(body ? ofBodies : []), ...(idempotent ? ofRepeats : []), ...problems])].sort((a, b) => a - b)
}

type Dialect = 'quorum' | NonNullable<Operation['dialect']>
const shapes: Readonly<Record<Dialect, { readonly prefix: string; readonly type: string; readonly schema: string }>> = {
  quorum: { prefix: '', type: 'application/problem+json', schema: 'Problem' },
  openai: { prefix: 'OpenAi', type: 'application/json', schema: 'OpenAiProblem' },
  mcp: { prefix: 'Rpc', type: 'application/json', schema: 'RpcProblem' },
}

/** The name of the answer that tells of a status in a dialect. */
export const problemName = (status: ProblemStatus, dialect: Dialect): string => shapes[dialect].prefix + problemCases[status].name

/** All answers that tell of a problem, by their names. */
export function problemAnswers(): Record<string, Json> {
  const dialects = Object.keys(shapes) as Dialect[]
  const statuses = Object.keys(problemCases).map(Number) as ProblemStatus[]
  return Object.fromEntries(
    dialects.flatMap((dialect) => statuses.map((status) => [problemName(status, dialect), answer(status, dialect)])),
  )
}

function answer(status: ProblemStatus, dialect: Dialect): Json {
  const { type, schema } = shapes[dialect]
  return {
    description: problemCases[status].description,
    ...((status === 429 || status === 503) && {
      headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } } },
    }),
    content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` }, example: example(status, dialect) } },
  }
}

function example(status: ProblemStatus, dialect: Dialect): Json {
  const { title, code, detail } = problemCases[status]
  switch (dialect) {
    case 'openai':
      return { error: { message: detail, type: status < 500 ? 'invalid_request_error' : 'server_error', param: null, code } }
    case 'mcp':
      return { jsonrpc: '2.0', id: null, error: { code: -32000, message: detail } }
    case 'quorum':
      return { type: 'about:blank', title, status, detail, code, requestId: 'req-1' }
  }
}
