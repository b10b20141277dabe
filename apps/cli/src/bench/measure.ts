import { type Failure, type Finish, type Model, type Permission, permanent, type Start } from '@quorum/debate'
import { plainAsk } from '@quorum/models'
import type { Purse } from './purse.ts'

/** One prompt to one model. Milliseconds count from when the request left. */
export type Measured = {
  readonly prompt: string
  readonly answer: string | null
  /** Why there is no answer. */
  readonly reason: string | null
  readonly kind: string | null
  readonly firstMs: number | null
  readonly totalMs: number
  /** Output tokens after the first ones came, each second; null where all came at once. */
  readonly tokensPerSecond: number | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  /** US dollars, of failed attempts too; `null` without a price. */
  readonly usd: number | null
  readonly simulated: boolean
}

/** Output tokens at the most: enough to measure a speed, not to write a book. Models that think get more. */
const cap = 400
const thinkingCap = 4000
const patienceMs = 120_000
/** An answer that comes in a shorter time came at once: a rate of it would say nothing. */
const tellingMs = 20

/** Asks once, as a debate would, and reports how it went; what it may cost is let through by the purse. */
export async function measure(model: Model, prompt: string, purse: Purse, signal: AbortSignal): Promise<Measured> {
  let began = performance.now()
  let first: number | null = null
  let attempts = 0
  let reserved = 0
  let spent: number | null = 0
  const settle = (result: Finish | Failure) => {
    if (result.attempt === null) return
    spent = spent === null || result.nano === null ? null : spent + result.nano
    purse.settle(reserved, result.nano)
  }
  const request = plainAsk({
    messages: prompt,
    maxOutput: Math.min(model.info.maxOutput, model.info.reasons ? thinkingCap : cap),
    exact: purse.limited,
    deadline: Date.now() + patienceMs,
    signal,
    async permit({ worstNano }: Start): Promise<Permission> {
      if (!purse.reserve(worstNano)) return { granted: false, kind: 'budget' }
      reserved = worstNano ?? 0
      began = performance.now()
      first = null
      return { granted: true, attempt: ++attempts }
    },
    async again(failure) {
      settle(failure)
    },
  })
  const result = await model.ask(request, () => {
    first ??= performance.now() - began
  })
  settle(result)
  return told({ prompt, result, first, totalMs: performance.now() - began, nano: spent, simulated: model.info.simulated })
}

type Told = Pick<Measured, 'prompt' | 'totalMs' | 'simulated'> & {
  readonly result: Finish | Failure
  readonly first: number | null
  readonly nano: number | null
}

function told({ prompt, result, first, totalMs, nano, simulated }: Told): Measured {
  const { usage } = result
  const finished = result.outcome === 'finish'
  const speaking = first === null ? 0 : totalMs - first
  const rounded = (ms: number) => Math.round(ms * 10) / 10
  return {
    prompt,
    answer: finished ? result.text : null,
    reason: finished ? null : result.reason,
    kind: finished ? null : result.kind,
    firstMs: finished && first !== null ? rounded(first) : null,
    totalMs: rounded(totalMs),
    tokensPerSecond: finished && usage && speaking >= tellingMs ? rounded((usage.output * 1000) / speaking) : null,
    inputTokens: usage?.input ?? null,
    outputTokens: usage?.output ?? null,
    usd: nano === null ? null : nano / 1e9,
    simulated: simulated || (finished && result.simulated === true),
  }
}

/** Whether asking this model again is of no use. */
export const hopeless = ({ kind }: Measured): boolean => kind === 'budget' || [...permanent].some((one) => one === kind)
