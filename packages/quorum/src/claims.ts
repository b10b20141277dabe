import { randomUUID } from 'node:crypto'
import type { Command } from '@quorum/debate'
import type { CatalogueRow } from '@quorum/store'
import type { Caller, Door } from './caller.ts'
import type { Ground } from './ground.ts'
import { hasEnded } from './has-ended.ts'
import { overBudget } from './over-budget.ts'
import type { Quorum, Wish } from './quorum.ts'
import type { By } from './take-up.ts'

/** How a caller comes to a debate that is there already: it is taken up where nobody runs it, or whoever runs it is told. */
export function claimsIn({ store, runs, clock, takeUp, sweep }: Ground, caller: Caller, door: Door): Pick<Quorum, 'send' | 'resume'> {
  /** Throws where there is nothing to take up. */
  async function taken(row: CatalogueRow, by: By) {
    const started = await takeUp(row, by)
    if (started === 'owned' || typeof started === 'object') return started
    await door(row.id)
    throw hasEnded(row.id)
  }

  /** Puts a command into the debate's inbox; the debate's row since. */
  async function tell(debateId: string, id: string, wish: Wish): Promise<CatalogueRow> {
    const command = { ...wish, id, at: new Date(clock.now()).toISOString() } as Command
    const grant = wish.type === 'extend' ? Math.max(0, Math.round((wish.budgetUsd ?? 0) * 1e9)) : 0
    const holds = grant > 0 ? (caller.accounts ?? []).map((account) => ({ ...account, grant })) : []
    const answer = await store.send(debateId, command, holds)
    if (answer === 'ended') throw hasEnded(debateId)
    if (typeof answer === 'object') throw await overBudget(answer.over, { accounts: caller.accounts, nano: grant }, store)
    const row = await door(debateId)
    if (row.owned) await runs.look()
    else sweep?.wake(debateId)
    return row
  }

  return {
    /** A stop reaches a debate that nobody runs, too; whatever else is said to one is heard when it goes on. */
    async send(debateId, wish, { id = randomUUID() } = {}) {
      await door(debateId)
      const row = await tell(debateId, id, wish)
      if (row.owned || wish.type !== 'stop') return id
      const started = await takeUp(row, { as: 'person' })
      // A server goes on with it; a command would be gone before it has ended.
      if (typeof started === 'object' && !sweep) await started.ending
      return id
    },
    async resume(debateId, { conclude = false, id = randomUUID() } = {}) {
      const wish = { type: 'resume', ...(conclude && { conclude }) } as const
      for (;;) {
        const row = await door(debateId)
        if (row.runner === 'server' && sweep?.full && row.endedAt === null) {
          await tell(debateId, id, wish)
          return 'told'
        }
        const started = await taken(row, { as: 'person', conclude })
        if (started !== 'owned') return started
        if ((await tell(debateId, id, wish)).owned) return 'told'
      }
    },
  }
}
