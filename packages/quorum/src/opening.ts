import type { Fact, Opening } from '@quorum/debate'
import type { Caller } from './caller.ts'
import type { Ground } from './ground.ts'
import { needed } from './needed.ts'
import { type About, newDebate } from './new-debate.ts'
import { isId } from './new-id.ts'
import { overBudget } from './over-budget.ts'
import { Problem } from './problem.ts'
import { type Started, startedElsewhere } from './started.ts'
import { stored } from './stored.ts'

export type Open = (made: Opening, facts: readonly Fact[], about: About, id?: string) => Promise<Started>

/**
 * Puts a caller's debates on disk and runs them, or queues them where there is no room. One under an `id` that is there already is not
 * opened again: the one that has it is answered.
 */
export function openingIn({ store, runs, sweep, clock, runner, pollMs }: Ground, caller: Caller): Open {
  const { tenant, principal } = caller
  const elsewhere = (id: string) => startedElsewhere(id, { store, runs, pollMs })

  /** The caller's debate that has an id; null where it can still be given. */
  async function known(id: string): Promise<Started | null> {
    const row = await store.get(id, tenant)
    if (row === 'deleted') throw new Problem('gone', `Debate ${id} was deleted.`)
    return row && elsewhere(id)
  }

  /** What each account sets aside for a debate: its whole budget. */
  function holds({ limits }: Opening) {
    const { accounts = [] } = caller
    const grant = limits?.budgetNano ?? null
    if (grant === null && accounts.some(({ cap }) => cap !== null))
      throw new Problem(
        'over-budget',
        'Nothing is left to spend on what pays here: have its cap raised, or wait until a debate that it pays for has ended.',
      )
    return accounts.map((account) => ({ ...account, grant: grant ?? 0 }))
  }

  return async function open(made, facts, about, fixed?: string): Promise<Started> {
    if (fixed !== undefined && !isId(fixed)) throw new Problem('bad-request', `"${fixed}" is no id of a debate.`)
    const there = fixed === undefined ? null : await known(fixed)
    if (there) return there
    const by = { runner, tenant, principal, now: clock.now(), ...(fixed !== undefined && { id: fixed }) }
    const { row, debate } = newDebate(made, facts, about, by)
    const leave = sweep ? await sweep.place() : () => undefined
    try {
      const claim = await stored({ ...row, ...(!leave && { queued: true }), holds: holds(made) }, store)
      if (claim === 'queued') return elsewhere(row.id)
      if (claim === 'exists') return fixed === undefined ? await open(made, facts, about) : ((await known(fixed)) ?? taken(fixed))
      if ('over' in claim) {
        const asked = { accounts: caller.accounts, nano: made.limits?.budgetNano ?? 0, needs: needed(made) }
        throw await overBudget(claim.over, asked, store)
      }
      return runs.start({ claim, tenant, debate })
    } finally {
      leave?.()
    }
  }
}

function taken(id: string): never {
  throw new Problem('conflict', `The id ${id} is taken: ask for another one.`)
}
