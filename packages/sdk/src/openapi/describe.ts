import type { z } from 'zod'
import type { Operation, Success } from '../operation.ts'
import type { Components } from './components.ts'
import type { Json } from './json.ts'
import { problemName, problemsOf } from './problems.ts'

/** One operation as the document has it. */
export type Described = {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, Answer | Reference>>
}
export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema: Json
}
export type Content = Readonly<Record<string, { readonly schema: Json; readonly example?: unknown }>>
export type Answer = { readonly description: string; readonly headers?: Json; readonly content?: Content }
export type Reference = { readonly $ref: string }

/** An operation of the table in the words of OpenAPI. */
export function describe(id: string, operation: Operation, components: Components): Described {
  const { tag, summary, description, body, bodyOptional, consumes, example, success, dialect = 'quorum' } = operation
  const media = consumes ? { schema: raw(consumes) } : body && { schema: components.of(body) }
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, scoped(operation)].filter(Boolean).join('\n\n'),
    security: securityOf(operation),
    parameters: parametersOf(operation, components),
    ...(media && {
      requestBody: {
        required: !bodyOptional,
        content: { [consumes ?? 'application/json']: { ...media, ...(example !== undefined && { example }) } },
      },
    }),
    responses: {
      ...successes(success, components),
      ...Object.fromEntries(
        problemsOf(operation).map((status) => [status, { $ref: `#/components/responses/${problemName(status, dialect)}` }]),
      ),
    },
  }
}

const scoped = ({ scope }: Operation): string => (scope === 'none' ? 'Open to everybody.' : `Takes a key of scope \`${scope}\`.`)

function securityOf({ scope, query }: Operation): Described['security'] {
  if (scope === 'none') return []
  return [{ key: [] }, ...(query && 'ticket' in query.shape ? [{ ticket: [] }] : [])]
}

function parametersOf({ params, query, idempotent, success }: Operation, components: Components): Parameter[] {
  const streams = success.type === 'text/event-stream' || success.also?.includes('text/event-stream')
  const resumes = streams && query && 'after' in query.shape
  return [
    ...(params ? placed('path', params, components) : []),
    ...(query ? placed('query', query, components) : []),
    ...(idempotent ? [idempotencyKey] : []),
    ...(resumes ? [lastEventId] : []),
  ]
}

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Up to 255 visible ASCII characters of your choice. Within a day the same key has the same answer, and nothing is done twice.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}
const lastEventId: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: 'The seq of the last event that was seen, as an EventSource sends it when it comes back.',
  schema: { type: 'string' },
}

type ObjectSchema = { readonly properties?: Readonly<Record<string, Json>>; readonly required?: readonly string[] }

function placed(where: 'path' | 'query', schema: z.ZodObject, components: Components): Parameter[] {
  const { properties = {}, required = [] } = components.of(schema) as ObjectSchema
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(typeof description === 'string' && { description }),
    schema: rest,
  }))
}

function successes(
  { status, description, body, type, also = [], nothing, accepted, example }: Success,
  components: Components,
): Record<string, Answer> {
  const own = body ? { [type ?? 'application/json']: { schema: components.of(body), ...(example !== undefined && { example }) } } : {}
  const others = [...(body || !type ? [] : [type]), ...also].map((other) => [other, { schema: raw(other) }] as const)
  const content = { ...own, ...Object.fromEntries(others) }
  return {
    [status]: { description, ...(Object.keys(content).length > 0 && { content }) },
    ...(nothing && { 204: { description: nothing } }),
    ...(accepted && { 202: { description: accepted } }),
  }
}

/** What a body of another media type is to a JSON schema. */
const raw = (type: string): Json =>
  type === 'application/json' ? {} : type === 'application/octet-stream' ? { type: 'string', format: 'binary' } : { type: 'string' }
