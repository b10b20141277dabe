import type { Ask, Delta, Failure, FailureKind, Finish, Message, Model, ModelInfo, Usage } from '@quorum/debate'
import { permanent } from '@quorum/debate'
import { tokenBound } from '../tokens/bound.ts'

/** What a scripted model does with one request: says a text in pieces, or fails. */
export type Line =
  | string
  | {
      readonly says?: readonly string[]
      readonly finish?: 'stop' | 'length'
      readonly usage?: Usage
      readonly basis?: Finish['basis']
      readonly answers?: string
      readonly reasoning?: string
    }
  | {
      readonly fails: FailureKind
      readonly retryable?: boolean
      readonly retryAfterMs?: number
      readonly reason?: string
      readonly says?: readonly string[]
      readonly basis?: Finish['basis']
    }

export type Scripted = Model & {
  /** The requests as the model saw them, in order. */
  readonly seen: readonly Ask[]
  readonly inFlight: () => number
  readonly mostInFlight: () => number
}

export const someInfo: ModelInfo = {
  name: 'test/scripted',
  family: 'scripted',
  window: 100_000,
  maxOutput: 8_000,
  reasons: false,
  price: null,
  simulated: false,
}
const someUsage: Usage = { input: 10, cached: 0, cacheWrite: 0, output: 5, reasoning: 0 }

/**
 * A model that follows its script, one line per request, the last one for ever; `during` is awaited while the request is in flight. It asks
 * for permission as the wire does, and leaves cost to the layer above.
 */
export function scriptedModel(
  script: readonly Line[] | ((request: Ask, nth: number) => Line),
  { info = someInfo, during }: { readonly info?: ModelInfo; readonly during?: (request: Ask) => Promise<unknown> } = {},
): Scripted {
  const seen: Ask[] = []
  let flying = 0
  let most = 0
  return {
    info,
    seen,
    inFlight: () => flying,
    mostInFlight: () => most,
    count: (messages: readonly Message[]) =>
      messages.reduce((sum, { content }) => sum + tokenBound(content.map((part) => part.text).join('')), 0),
    async ask(request, sink) {
      const nth = seen.push(request) - 1
      const permission = await request.permit({ deployment: 'test#1', model: 'scripted', maxOutput: request.maxOutput, worstNano: null })
      if (!permission.granted) return failure(null, permission.kind, { reason: 'not permitted', basis: 'zero' })
      const { attempt } = permission
      flying++
      most = Math.max(most, flying)
      await during?.(request)
      flying--
      const line = typeof script === 'function' ? script(request, nth) : (script[Math.min(nth, script.length - 1)] ?? '')
      const says = typeof line === 'string' ? [line] : (line.says ?? [])
      for (const text of says) sink({ kind: 'text', text, attempt } satisfies Delta)
      const text = says.join('')
      if (typeof line !== 'string' && 'fails' in line) return failure(attempt, line.fails, { ...line, text })
      const { finish = 'stop', usage = someUsage, basis = 'vendor', answers = 'scripted', reasoning } = typeof line === 'string' ? {} : line
      const said: Finish = { outcome: 'finish', attempt, nano: null, basis, usage, text, finish, modelAnswered: answers }
      return reasoning === undefined ? said : { ...said, reasoning }
    },
  }
}

const lasting: ReadonlySet<FailureKind> = new Set([
  ...permanent,
  'bad-request',
  'context-length',
  'content-filter',
  'refused',
  'aborted',
  'budget',
])

function failure(
  attempt: number | null,
  kind: FailureKind,
  said: {
    readonly retryable?: boolean
    readonly retryAfterMs?: number
    readonly reason?: string
    readonly text?: string
    readonly basis?: Finish['basis']
  },
): Failure {
  const { retryable = !lasting.has(kind), reason = kind, text = '', basis = 'zero', retryAfterMs } = said
  const failed: Failure = { outcome: 'failure', kind, retryable, reason, text, attempt, nano: null, basis, usage: null }
  return retryAfterMs === undefined ? failed : { ...failed, retryAfterMs }
}
