import { Problem, type Quorum } from '@quorum/quorum'
import { type Call, hashOf } from '../calls/calls.ts'
import { includes } from '../visitor.ts'
import { type DebateInput, debateAsked } from './debate-asked.ts'
import type { Desk } from './desk.ts'

/**
 * Holds the debate that a call of a tool asks for: the one that an equal call opened in the last ten minutes, or a new one. Clients that gave
 * up ask again, and would pay twice. Throws a `Problem` for what cannot be held.
 */
export async function heldDebate(tool: 'debate' | 'start_debate', input: DebateInput, { room, visitor, calls }: Desk): Promise<Call> {
  if (!includes(visitor.scope, 'run'))
    throw new Problem('forbidden', `This opens a debate, which takes a key of scope run; this one is of scope ${visitor.scope}.`)
  const quorum = room.as(visitor)
  const asked = debateAsked(input)
  const key = `${tool} ${hashOf(input)}`
  const background = tool === 'start_debate'
  const call = await calls.hold({ visitor, key, again: true, background }, (id) => quorum.start(asked, { id }))
  if (call.joined) await wake(call.debateId, quorum)
  return call
}

/** The process that ran it may have died since. */
async function wake(debateId: string, quorum: Quorum): Promise<void> {
  if ((await quorum.row(debateId)).status === 'interrupted') await quorum.resume(debateId)
}
