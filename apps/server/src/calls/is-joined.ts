import { Problem, type Quorum } from '@quorum/quorum'

type Wish = {
  /** The call says itself that it was made before. */
  readonly again: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

/** How a debate ends that may have cost something and come to nothing. */
const fruitless: ReadonlySet<string> = new Set(['failed', 'no-quorum', 'budget', 'deadline'])
/** Milliseconds in which an equal call gets the same failure: some clients ask again by themselves whatever they are told, and would pay each time. */
const stubbornMs = 60_000

/**
 * Whether an equal call takes part in a debate: one that is under way, one that has ended for a call that comes again, one that has just
 * failed and was paid. A stopped one is nobody's answer, and one that failed for nothing may succeed now.
 */
export async function isJoined(quorum: Quorum, debateId: string, { again, now }: Wish): Promise<boolean> {
  try {
    const { status, endedAt, spendNano, unpriced } = await quorum.row(debateId)
    const paid = spendNano > 0 || unpriced
    if (status === 'stopped' || (status === 'failed' && !paid)) return false
    if (again) return true
    if (endedAt === null) return status !== 'paused'
    return paid && fruitless.has(status) && now - Date.parse(endedAt) < stubbornMs
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    // It was about to be opened when the process died; one that was deleted is not opened again.
    return error.code === 'not-found'
  }
}
