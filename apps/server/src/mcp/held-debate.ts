import { type DebateRequest, Problem } from '@quorum/quorum'
import { type Call, hashOf } from '../calls/calls.ts'
import { includes } from '../visitor.ts'
import { roomOn } from './allowance.ts'
import { type DebateInput, debateAsked } from './debate-asked.ts'
import type { Desk } from './desk.ts'

/**
 * Holds the debate that a call asks for: the one that an equal call opened in the last ten minutes, or a new one. Clients that gave up ask
 * again, and would pay twice. One that was left lying goes on. Throws a `Problem` for what cannot be held.
 */
export async function heldDebate(tool: string, input: DebateInput, { room, visitor, calls }: Desk): Promise<Call> {
  if (!includes(visitor.scope, 'run'))
    throw new Problem('forbidden', `This opens a debate, which takes a key of scope run; this one is of scope ${visitor.scope}.`)
  const quorum = room.as(visitor)
  const asked = debateAsked(input)

  async function open(id: string): Promise<void> {
    try {
      await quorum.start(asked, { id })
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'over-budget')) throw error
      await quorum.start(await withinRoom(asked), { id })
    }
  }

  /** The same with what there is still to spend, where it was not said how much it may cost. */
  async function withinRoom(request: DebateRequest): Promise<DebateRequest> {
    const left = (await roomOn(visitor, room.store.ledger)) ?? 0
    if (left > 0 && input.budget_usd === undefined) return { ...request, limits: { ...request.limits, budgetUsd: left } }
    throw new Problem(
      'over-budget',
      left > 0
        ? `There are $${left.toFixed(4)} left to spend here, held for other debates or not: set budget_usd to that or less.`
        : 'Everything that may be spent here is spent, or held for debates under way: ask for a larger budget.',
    )
  }

  const key = `${tool} ${hashOf(input)}`
  const call = await calls.hold({ visitor, key, again: true, background: tool === 'start_debate' }, open)
  if (call.joined) await wake(call.debateId)
  return call

  /** Its process may have died since. */
  async function wake(id: string): Promise<void> {
    const { owned, endedAt, status } = await quorum.row(id)
    if (!owned && endedAt === null && status === 'running') await quorum.resume(id)
  }
}
