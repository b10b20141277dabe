import { type Attempt, type Message, promptAgain, type RecordedEvent, replay, turnOf } from '@quorum/debate'
import type { Store } from '@quorum/store'
import { fenceOf } from './fence.ts'
import { Problem } from './problem.ts'
import { eventsOf } from './replayed.ts'
import { textsIn } from './sources.ts'

/** Everything that was asked of a model for one turn. */
export type Trace = {
  readonly turnId: string
  readonly seat: string
  readonly act: string
  /** What it was last asked with; null where that cannot be told any more, or it was not asked. */
  readonly prompt: readonly { readonly role: Message['role']; readonly text: string }[] | null
  readonly attempts: readonly TracedAttempt[]
}

/** One request. Times are ISO 8601, UTC. */
export type TracedAttempt = {
  readonly attempt: number
  readonly model: string
  readonly deployment: string
  readonly startedAt: string
  readonly endedAt: string | null
  /** Milliseconds until something of the answer came, where it was streamed. */
  readonly firstMs: number | null
  /** `asked`: not answered yet. */
  readonly outcome: 'asked' | 'ended' | 'failed' | 'interrupted'
  /** How it ended (`stop`, `length`), failed or was interrupted. */
  readonly kind: string | null
  readonly reason?: string
  /** US dollars; null where a price is not known. */
  readonly costUsd: number | null
  readonly basis: string | null
  readonly tokens: { readonly input: number; readonly cached: number; readonly output: number; readonly reasoning: number } | null
  /** It was made, and paid, in the debate that this one was forked from. */
  readonly inherited?: true
}

/** The trace of a turn of a tenant's debate. Throws a `Problem` where no such turn was planned. */
export async function traceOf(debateId: string, turnId: string, tenant: string, store: Store): Promise<Trace> {
  const events = await eventsOf(debateId, store)
  const turn = turnOf(replay(events), turnId)
  if (turn?.id !== turnId) throw new Problem('not-found', `There is no turn ${turnId.slice(0, 20)} in debate ${debateId}.`)
  const messages = await askedWith(events, turnId, tenant, store)
  return {
    turnId,
    seat: turn.plan.seat,
    act: turn.plan.act,
    prompt: messages?.map(({ role, content }) => ({ role, text: content.map(({ text }) => text).join('') })) ?? null,
    attempts: turn.attempts.map(traced),
  }
}

/**
 * A turn that was copied was asked with the fences of the debate in which it was first spoken, which may be gone; one that was imported, with
 * those of nobody here, whatever it says of where it is from.
 */
async function askedWith(
  events: readonly RecordedEvent[],
  turnId: string,
  tenant: string,
  store: Store,
): Promise<readonly Message[] | null> {
  const debate = replay(events)
  if (!debate.opened || debate.opened.imported) return null
  const { debateId, parent, motion } = debate.opened
  if (parent && turnOf(debate, turnId)?.attempts.at(-1)?.inherited) {
    const row = await store.get(parent.id, tenant)
    return row === null || row === 'deleted' ? null : askedWith(await eventsOf(parent.id, store), turnId, tenant, store)
  }
  const secret = await store.secret(debateId)
  return secret === null ? null : promptAgain(events, turnId, { fence: fenceOf(secret), sources: await textsIn(motion, store) })
}

function traced({ attempt, model, deployment, startedAt, closed, inherited }: Attempt): TracedAttempt {
  const { as = 'asked', at = null, kind = null, reason, nano = null, basis = null, usage = null, firstMs = null } = closed ?? {}
  const tokens = usage && { input: usage.input, cached: usage.cached, output: usage.output, reasoning: usage.reasoning }
  return {
    attempt,
    model,
    deployment,
    startedAt,
    endedAt: at,
    firstMs,
    outcome: as,
    kind,
    ...(reason !== undefined && { reason }),
    costUsd: nano === null ? null : nano / 1e9,
    basis,
    tokens,
    ...(inherited && { inherited }),
  }
}
