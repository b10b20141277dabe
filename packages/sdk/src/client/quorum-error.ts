import type { ProblemBody } from '../bodies/problem.ts'

export type QuorumErrorOptions = {
  readonly code: string
  readonly status: number
  readonly requestId?: string | null
  readonly retryAfter?: number | null
  readonly errors?: ProblemBody['errors']
  readonly cause?: unknown
}

/** What a server refused, or that it could not be reached. The message says what is wrong and the way out. */
export class QuorumError extends Error {
  override readonly name = 'QuorumError'
  /** One word that programs can rely on: `not-found`, `over-budget`, ...; `unreachable` where no answer came. */
  readonly code: string
  /** HTTP status; 0 where no answer came. */
  readonly status: number
  /** What finds the request in the log of the server. */
  readonly requestId: string | null
  /** Seconds after which trying again makes sense, where the server says so. */
  readonly retryAfter: number | null
  /** Every place of the request that is wrong, where it could not be read. */
  readonly errors: NonNullable<ProblemBody['errors']>
  constructor(detail: string, { code, status, requestId = null, retryAfter = null, errors = [], cause }: QuorumErrorOptions) {
    super(detail, cause === undefined ? {} : { cause })
    this.code = code
    this.status = status
    this.requestId = requestId
    this.retryAfter = retryAfter
    this.errors = errors
  }

  /** The same as `message`, under the name that problems have on the wire. */
  get detail(): string {
    return this.message
  }
}

/** The error that an answer tells of: a problem, an error in OpenAI's shape, or whatever stands between us and the server. */
export async function errorOf(response: Response): Promise<QuorumError> {
  const text = await response.text()
  const { detail, message, code, requestId, errors } = problemIn(text)
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new QuorumError(detail ?? message ?? `The server answered ${response.status} ${response.statusText}`.trim(), {
    code: code ?? 'unknown',
    status: response.status,
    requestId: requestId ?? response.headers.get('x-request-id'),
    retryAfter: Number.isFinite(wait) ? wait : null,
    errors,
  })
}

type Said = Partial<ProblemBody> & { readonly message?: string }

function problemIn(text: string): Said {
  try {
    const body = JSON.parse(text) as (Said & { readonly error?: Said }) | null
    return body?.error ?? body ?? {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
