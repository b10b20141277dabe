export type RefusalCode =
  | 'model_not_found'
  | 'not_found'
  | 'unsupported_parameter'
  | 'unsupported_value'
  | 'invalid_value'
  | 'previous_response_not_found'
  | 'too_deep'
  | 'debate_failed'
  | 'no_quorum'
  | 'deadline'
  | 'insufficient_quota'
  | 'debate_stopped'
  | 'debate_paused'
  | 'draining'

type Refusing = {
  readonly status: number
  readonly code: RefusalCode
  /** The field of the request that it is about. */
  readonly param?: string
  /** Whether a client shall ask again by itself; it decides by the status if not given. */
  readonly retry?: boolean
}

/** Something that a client of OpenAI's dialect is told as an error. The message says what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: RefusalCode
  readonly param: string | null
  readonly retry: boolean | null
  constructor(message: string, { status, code, param, retry }: Refusing) {
    super(message)
    this.status = status
    this.code = code
    this.param = param ?? null
    this.retry = retry ?? null
  }
}
