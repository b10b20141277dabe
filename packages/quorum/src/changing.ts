import { randomUUID } from 'node:crypto'
import type { Door } from './caller.ts'
import type { Ground } from './ground.ts'
import { Problem } from './problem.ts'
import type { Quorum } from './quorum.ts'

/** What a caller changes of debates besides what is said in them: what they are called, and whether they are there. */
export function changingIn({ store, runs, clock }: Ground, door: Door): Pick<Quorum, 'patch' | 'delete'> {
  return {
    async patch(debateId, change) {
      await door(debateId)
      await store.patch(debateId, change)
    },
    async delete(debateId) {
      await door(debateId)
      const mine = runs.of(debateId)
      if (mine) {
        mine.take({ type: 'stop', id: randomUUID(), at: new Date(clock.now()).toISOString() })
        await mine.ending
      }
      const answer = await store.delete(debateId)
      if (answer === 'owned') throw new Problem('owned', `Debate ${debateId} is running: \`quorum stop ${debateId}\` first.`)
      if (answer === 'unknown') throw new Problem('not-found', `There is no debate ${debateId}.`)
      return { forks: answer.forks }
    },
  }
}
