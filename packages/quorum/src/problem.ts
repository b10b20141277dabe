/** Everything that can stand between a person and a debate: its code, and its HTTP status. The message says what to do. */
const statuses = {
  'bad-request': 400,
  'unknown-model': 400,
  'unknown-protocol': 400,
  'unknown-preset': 400,
  unconfigured: 400,
  'not-found': 404,
  gone: 410,
  ended: 409,
  owned: 409,
  conflict: 409,
} as const

export type ProblemCode = keyof typeof statuses

/** Something that the caller can mend. Never thrown for a model that fails: that is an event. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly status: number
  constructor(code: ProblemCode, message: string) {
    super(message)
    this.code = code
    this.status = statuses[code]
  }
}
