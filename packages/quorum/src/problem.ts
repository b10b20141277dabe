/** Everything that can stand between a person and a debate: its code, and its HTTP status. The message says what to do. */
const statuses = {
  'bad-request': 400,
  'unknown-model': 400,
  'unknown-protocol': 400,
  'unknown-preset': 400,
  unconfigured: 400,
  unauthorized: 401,
  'over-budget': 402,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  ended: 409,
  owned: 409,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  ahead: 416,
  unprocessable: 422,
  'idempotency-mismatch': 422,
  'upgrade-required': 426,
  'too-many': 429,
  busy: 503,
  'disk-full': 507,
} as const

export type ProblemCode = keyof typeof statuses

/** Something that the caller can mend. Never thrown for a model that fails: that is an event. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly status: number
  /** Seconds after which trying again makes sense, where waiting is the way out. */
  readonly retryAfter: number | null
  constructor(code: ProblemCode, message: string, { retryAfter = null }: { readonly retryAfter?: number | null } = {}) {
    super(message)
    this.code = code
    this.status = statuses[code]
    this.retryAfter = retryAfter
  }
}
