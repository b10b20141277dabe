import type { DebateView } from '@quorum/debate'
import type { Quorum } from '@quorum/quorum'
import type { Judged } from '../telling/answer.ts'
import { deliberation } from '../telling/deliberation.ts'
import { Refusal, type RefusalCode } from './refusal.ts'

/** A debate that came to a verdict. */
export type Decided = DebateView & Judged

/**
 * A debate's deliberation, piece by piece, and in the end the debate. Throws a `Refusal` where it ends without a verdict, or is paused for
 * something that does not mend itself; the reason of the signal where that fires first.
 */
export async function* follow(quorum: Quorum, debateId: string, signal: AbortSignal): AsyncGenerator<string, Decided> {
  const hear = deliberation()
  for await (const { event } of quorum.watch(debateId, { signal, stay: true })) {
    const piece = hear(event)
    if (piece !== '') yield piece
    if (event.type === 'debate-paused' && event.reason !== 'person') await refusePaused(quorum, debateId, event.reason)
  }
  signal.throwIfAborted()
  return decided(await quorum.show(debateId))
}

/** The debate with its verdict; throws a `Refusal` where it has none. */
export function decided(view: DebateView): Decided {
  const { verdict } = view
  if (verdict) return { ...view, verdict }
  throw withoutVerdict(view)
}

/** Why a debate that is over has no verdict, as an error. Once something was paid, asking again is the caller's decision and not the client's. */
export function withoutVerdict({ id, status, stopReason = status, spend, seats }: DebateView): Refusal {
  const { http, code, wayOut } = endings[status] ?? { http: 502, code: 'debate_failed', wayOut: 'its log says why' }
  const missing = seats.flatMap(({ name, reason }) => (reason === undefined ? [] : [`${name}: ${reason}`]))
  const why = missing.length > 0 ? ` Missing were ${missing.join(', ')}.` : ''
  return new Refusal(
    `Debate ${id} ended without a verdict (${stopReason === status ? status : `${status}: ${stopReason}`}).${why} To go on: ${wayOut}.`,
    {
      status: http,
      code,
      ...(spend.costUsd !== 0 && { retry: false }),
    },
  )
}

type EndedAs = { readonly http: number; readonly code: RefusalCode; readonly wayOut: string }
const endings: Readonly<Record<string, EndedAs>> = {
  failed: { http: 502, code: 'debate_failed', wayOut: 'check the keys and models of the panel' },
  'no-quorum': { http: 502, code: 'no_quorum', wayOut: 'name other models in `quorum.panel`, or lower `quorum.limits.quorum`' },
  budget: { http: 402, code: 'insufficient_quota', wayOut: 'raise `quorum.limits.budgetUsd`, or the budget of the key' },
  deadline: { http: 504, code: 'deadline', wayOut: 'raise `quorum.limits.deadlineMs`' },
  stopped: { http: 400, code: 'debate_stopped', wayOut: 'ask again' },
}

/** What was paused and has gone on since is of the past. */
async function refusePaused(quorum: Quorum, debateId: string, reason: string): Promise<void> {
  if ((await quorum.row(debateId)).status !== 'paused') return
  throw new Refusal(
    `Debate ${debateId} is paused (${reason}): mend that, and POST /api/v1/debates/${debateId}/resume goes on with it, or ends it with the verdict so far.`,
    { status: 400, code: 'debate_paused', retry: false },
  )
}
