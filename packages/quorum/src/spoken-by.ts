import { awaitedPeople, normalForm, replay } from '@quorum/debate'
import { hasEnded } from './has-ended.ts'
import { Problem } from './problem.ts'
import type { Quorum, Wish } from './quorum.ts'

/** What a person says; `turnId` and `seat` need not be said where one person is waited for. */
type Spoken = {
  readonly turnId?: string | undefined
  readonly seat?: string | undefined
  readonly argument: string
  readonly answer?: string | undefined
  readonly confidence?: number | undefined
}

/**
 * The command by which a person speaks from a seat. Throws a `Problem` where nobody is waited for, not this one, where it is not clear
 * whose words these are, or where they are none of the answers to choose from.
 */
export async function spokenBy(
  quorum: Pick<Quorum, 'events' | 'show'>,
  debateId: string,
  { turnId, seat, argument, answer, confidence }: Spoken,
): Promise<Extract<Wish, { type: 'speak' }>> {
  if (!argument.trim()) throw new Problem('bad-request', 'There is nothing to say: argument is blank.')
  // Whoever may not see the debate is told so by `show`.
  await quorum.show(debateId)
  const debate = replay(await quorum.events(debateId))
  if (debate.ended) throw hasEnded(debateId)
  const awaited = awaitedPeople(debate)
  const meant = awaited.filter(({ id, plan }) => (turnId === undefined || id === turnId) && (seat === undefined || plan.seat === seat))
  const [turn] = meant
  const all = awaited.map(({ id, plan }) => `${plan.seat} (turn ${id})`).join(', ')
  if (awaited.length === 0) throw new Problem('unprocessable', 'No person is waited for in this debate now.')
  if (!turn) throw new Problem('unprocessable', `This one is not waited for. Waited for: ${all}.`)
  if (meant.length > 1) throw new Problem('unprocessable', `Say who speaks, several people are waited for: ${all}.`)
  const motion = debate.opened?.motion
  if (motion && motion.answer !== 'open' && normalForm(answer ?? argument, motion) === null) {
    const form = motion.answer === 'choice' ? `one of: ${motion.options.join(', ')}` : motion.answer === 'number' ? 'a number' : 'yes or no'
    throw new Problem('unprocessable', `The answer has to be ${form}. Say it beside the argument, as answer.`)
  }
  return {
    type: 'speak',
    turnId: turn.id,
    argument,
    ...(answer !== undefined && { answer }),
    ...(confidence !== undefined && { confidence }),
  }
}
