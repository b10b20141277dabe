import { errorOf, QuorumError } from './quorum-error.ts'
import { sleep } from './sleep.ts'

export type Connection = {
  /** `https://quorum.example`; what comes after it is the path of an operation. */
  readonly baseUrl: string
  readonly apiKey: string | null
  readonly fetch: typeof globalThis.fetch
  /** How often a request that may be repeated is sent again. */
  readonly retries: number
  /** Milliseconds that the first wait takes at most; each further one twice as long, up to ten seconds. */
  readonly backoffMs: number
}

export type Request = {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  /** It may be sent again although an answer was lost: nothing happens twice. */
  readonly repeatable: boolean
  readonly signal?: AbortSignal | undefined
}

/** The longest that a server's `Retry-After` is obeyed; beyond it the problem is the caller's. Milliseconds. */
const longest = 30_000

/**
 * Sends a request and answers what came back, when that is no problem. What may be repeated is, with growing waits, where no answer came or
 * the server is not ready. Throws `QuorumError`, or the reason of the signal.
 */
export async function send(connection: Connection, request: Request): Promise<Response> {
  for (let tried = 0; ; tried++) {
    const answer = await attempt(connection, request)
    if (answer instanceof Response) return answer
    const wait = answer.retryAfter === null ? backoff(tried, connection) : 1000 * answer.retryAfter
    if (tried >= connection.retries || !worthwhile(answer, request) || wait > longest) throw answer
    await sleep(wait, request.signal)
  }
}

/** Milliseconds before the next try. They differ, so that clients do not come back all at once. */
export const backoff = (tried: number, { backoffMs }: Connection): number =>
  Math.min(10_000, backoffMs * 2 ** tried) * (0.5 + Math.random() / 2)

/** Whether the server may answer otherwise in a moment. */
export const passing = ({ status }: QuorumError): boolean => [0, 429, 502, 503, 504].includes(status)

/** Whoever is sent away with 429 was not heard, so that anything can be said again. */
const worthwhile = (error: QuorumError, { repeatable }: Request): boolean => error.status === 429 || (repeatable && passing(error))

async function attempt({ baseUrl, apiKey, fetch }: Connection, request: Request): Promise<Response | QuorumError> {
  const { method, path, headers, body, signal } = request
  try {
    const response = await fetch(baseUrl + path, {
      method,
      headers: { ...(apiKey !== null && { authorization: `Bearer ${apiKey}` }), ...headers },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    })
    return response.ok ? response : await errorOf(response)
  } catch (error) {
    signal?.throwIfAborted()
    return unreachable(baseUrl, error)
  }
}

/** No answer, or a part of one. */
export function unreachable(baseUrl: string, cause: unknown): QuorumError {
  const reason = cause instanceof Error ? reasonOf(cause) : String(cause)
  return new QuorumError(`${baseUrl || 'The server'} cannot be reached (${reason}): see that the address is right and the server runs.`, {
    code: 'unreachable',
    status: 0,
    cause,
  })
}

const reasonOf = ({ message, cause }: Error): string => (cause instanceof Error ? cause.message : message)
