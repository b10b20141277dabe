import type { Debate } from '@quorum/debate'
import type { Claim, Store } from '@quorum/store'
import { Problem } from './problem.ts'

/** Closes a debate whose log came in complete, with an import: nothing is added to it, ever. The claim is given back in any case. */
export async function closeEnded({ debateId, epoch, head }: Claim, { ended, spend }: Debate, store: Store): Promise<void> {
  const catalogue = { ...(ended && { status: ended.status }), spendNano: spend.nano, unpriced: spend.unpriced }
  try {
    const written = await store.append({ debateId, epoch, head, entries: [], catalogue, ends: true })
    if (written === 'fenced') throw new Problem('conflict', `The import was interrupted: delete ${debateId} and import it again.`)
  } catch (error) {
    await store.release(debateId, epoch)
    throw error
  }
}
