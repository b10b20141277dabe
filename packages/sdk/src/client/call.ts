import type { Input, Operation, Output } from '../operation.ts'
import { type OperationId, type Operations, operations } from '../operations.ts'
import { type Connection, type Request, send, unreachable } from './send.ts'

export type CallOptions = {
  readonly signal?: AbortSignal
  /** One of your own for something that has to happen once, however often you ask; else the client makes one for each call. */
  readonly idempotencyKey?: string
  /** Further headers; they win over the client's own. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Whoever may pass nothing may leave it out. */
export type CallArguments<Id extends OperationId> =
  Record<string, never> extends Input<Operations[Id]>
    ? [input?: Input<Operations[Id]>, options?: CallOptions]
    : [input: Input<Operations[Id]>, options?: CallOptions]

/** Asks for an operation of the table by its id. Throws `QuorumError` for every problem, and the reason of the signal. */
export type Call = <Id extends OperationId>(id: Id, ...rest: CallArguments<Id>) => Promise<Output<Operations[Id]>>

export function callOver(connection: Connection): Call {
  return async (id, ...[input, options = {}]) => {
    const operation: Operation = operations[id]
    const response = await send(connection, requestFor(operation, (input ?? {}) as Given, options))
    return (await answerIn(response, operation, connection, options.signal)) as Output<Operations[typeof id]>
  }
}

type Given = {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

function requestFor(operation: Operation, { params = {}, query = {}, body }: Given, options: CallOptions): Request {
  const { method, path, consumes, success, idempotent, bodyOptional } = operation
  const { signal, idempotencyKey = randomKey(), headers } = options
  const sent = body === undefined && operation.body && bodyOptional ? {} : body
  return {
    method,
    path: filled(path, params) + searchOf(query),
    headers: {
      accept: success.body ? 'application/json' : [success.type ?? '*/*', ...(success.also ?? [])].join(', '),
      ...(sent !== undefined && { 'content-type': consumes ?? 'application/json' }),
      ...(idempotent && { 'idempotency-key': idempotencyKey }),
      ...headers,
    },
    ...(sent !== undefined && { body: consumes ? (sent as string | Uint8Array<ArrayBuffer>) : JSON.stringify(sent) }),
    repeatable: method === 'GET' || idempotent === true,
    signal,
  }
}

async function answerIn(response: Response, { success }: Operation, { baseUrl }: Connection, signal?: AbortSignal): Promise<unknown> {
  try {
    return success.body && response.status !== 204 ? await response.json() : await response.text()
  } catch (error) {
    signal?.throwIfAborted()
    throw unreachable(baseUrl, error)
  }
}

/** The path with its parameters. `.` and `..` would lead elsewhere, however they are written. */
export function filled(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(params[name] ?? '')
    if (/^\.{0,2}$/.test(value)) throw new TypeError(`${name} is ${JSON.stringify(value)}, which names nothing.`)
    return encodeURIComponent(value)
  })
}

function searchOf(query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))
  return given.length > 0 ? `?${search}` : ''
}

/** `randomUUID` is not there on pages without https. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
