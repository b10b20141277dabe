import { type Debate, type Resumption, UnknownEvent } from '@quorum/debate'
import type { CatalogueRow, Claim, Store } from '@quorum/store'
import { closeEnded } from './close-ended.ts'
import { Problem } from './problem.ts'
import { replayed } from './replayed.ts'
import type { Runs } from './runs.ts'
import type { Started } from './started.ts'

/** Who goes on with a debate: a person who says so, or the room by itself. */
export type By = { readonly as: 'person'; readonly conclude?: boolean } | { readonly as: 'room' }

export type TakeUp = (row: CatalogueRow, by: By) => Promise<Started | Exclude<Awaited<ReturnType<Store['claim']>>, Claim>>

/**
 * Claims a debate that nobody runs, and goes on with it from its log; what the store said where it gave no claim. A claim that leads to no
 * run is given back at once; one of an import that was cut off closes it. Throws a `Problem` where the log is of a later release.
 */
export function takingUp(store: Store, runs: Runs): TakeUp {
  return async (row, by) => {
    const claim = await store.claim(row.id)
    if (typeof claim === 'string') return claim
    try {
      const debate = await replayed(row.id, store)
      if (debate.ended) {
        await closeEnded(claim, debate, store)
        return 'ended'
      }
      const first = claim.epoch === 1 && by.as === 'room'
      const again = !first && { resumption: resumptionOf(debate, claim, by) }
      return runs.start({ claim, tenant: row.tenant, debate, ...again, waiting: await runs.waiting(row.id) })
    } catch (error) {
      await store.release(row.id, claim.epoch)
      throw error instanceof UnknownEvent ? new Problem('conflict', error.message) : error
    }
  }
}

/** What a person paused goes on when a person takes it up, and stays as it is when the room does. */
function resumptionOf(debate: Debate, { tookOver }: Claim, by: By): Resumption {
  if (by.as === 'room') return { cause: tookOver ? 'crash' : 'take-over' }
  const { conclude = false } = by
  return { cause: conclude || debate.paused || !tookOver ? 'person' : 'crash', ...(conclude && { conclude }) }
}
