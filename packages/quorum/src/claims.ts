import { randomUUID } from 'node:crypto'
import { type Clock, type Command, UnknownEvent } from '@quorum/debate'
import type { CatalogueRow, Store } from '@quorum/store'
import { Problem } from './problem.ts'
import type { Wish } from './quorum.ts'
import { replayed } from './replayed.ts'
import type { Runs, Started } from './runs.ts'

type Ports = { readonly store: Store; readonly runs: Runs; readonly clock: Clock }

/** How this process comes to a debate that is there already: it takes it up where nobody runs it, or tells whoever does. */
export function claimsIn({ store, runs, clock }: Ports) {
  async function row(debateId: string): Promise<CatalogueRow> {
    const found = await store.get(debateId)
    if (found === 'deleted') throw new Problem('gone', `Debate ${debateId} was deleted.`)
    if (found === null) throw new Problem('not-found', `There is no debate ${debateId}: \`quorum list\` shows those there are.`)
    return found
  }

  const stamp = () => ({ id: randomUUID(), at: new Date(clock.now()).toISOString() })

  const ended = (debateId: string) =>
    new Problem('ended', `Debate ${debateId} has ended: \`quorum fork ${debateId} --round n\` goes on from one of its rounds.`)

  /** Claims a debate that nobody runs, and goes on with it from its log. A claim that leads to no run is given back at once. */
  async function takeUp(debateId: string, { conclude = false, byPerson = false } = {}): Promise<Started | 'owned'> {
    const claim = await store.claim(debateId)
    if (claim === 'owned') return claim
    if (claim === 'ended') throw ended(debateId)
    if (typeof claim === 'string') throw await row(debateId).then(() => ended(debateId))
    try {
      const debate = await replayed(debateId, store)
      const cause = byPerson || conclude || debate.paused || !claim.tookOver ? 'person' : 'crash'
      const resumption = { cause, ...(conclude && { conclude: true as const }) } as const
      return runs.start({ claim, debate, resumption, waiting: await runs.waiting(debateId) })
    } catch (error) {
      await store.release(debateId, claim.epoch)
      throw error instanceof UnknownEvent ? new Problem('conflict', error.message) : error
    }
  }

  /** Puts a command into the debate's inbox; whether somebody is there to read it. */
  async function tell(debateId: string, wish: Wish): Promise<boolean> {
    const answer = await store.send(debateId, { ...wish, ...stamp() } as Command)
    if (answer === 'ended') throw ended(debateId)
    const { owned } = await row(debateId)
    if (owned) await runs.look()
    return owned
  }

  return {
    row,
    stamp,
    /** A stop reaches a debate that nobody runs, too; whatever else is said to one is heard when it goes on. */
    async send(debateId: string, wish: Wish): Promise<void> {
      if ((await tell(debateId, wish)) || wish.type !== 'stop') return
      const started = await takeUp(debateId, { byPerson: true })
      if (started !== 'owned') await started.ending
    },
    async resume(debateId: string, { conclude = false } = {}): Promise<Started | 'told'> {
      for (;;) {
        const started = await takeUp(debateId, { conclude })
        if (started !== 'owned') return started
        if (await tell(debateId, { type: 'resume', ...(conclude && { conclude }) })) return 'told'
      }
    },
  }
}
