import { randomBytes } from 'node:crypto'
import type { Clock } from '@quorum/debate'
import type { NewDebate, Store } from '@quorum/store'
import type { Caller } from '../caller.ts'
import { closeEnded } from '../close-ended.ts'
import { titleOf } from '../new-debate.ts'
import { newId } from '../new-id.ts'
import { Problem } from '../problem.ts'
import { replayed } from '../replayed.ts'
import { stored } from '../stored.ts'
import { type Exported, readExported } from './read-exported.ts'

type Ports = { readonly store: Store; readonly clock: Clock }
export type Imported = { readonly id: string; readonly events: number }

/**
 * Takes in debates that were exported as `jsonl`. Only ended ones: to go on with somebody else's log would spend money at that log's word,
 * while a fork of an ended one is opened anew, with limits of one's own. Each gets an id of its own and keeps everything else as it was.
 */
export function importing(
  { store, clock }: Ports,
  caller: Caller,
): (text: string, options?: { readonly id?: string }) => Promise<Imported> {
  /** The import that has an id already, be it of a moment ago; null where it can still be given. One that was cut off is closed. */
  async function known(id: string): Promise<Imported | null> {
    const row = await store.get(id, caller.tenant)
    if (row === 'deleted') throw new Problem('gone', `Debate ${id} was deleted.`)
    if (row === null) return null
    const left = row.endedAt === null && !row.owned ? await replayed(id, store) : null
    const claim = left?.ended ? await store.claim(id) : null
    if (left && claim && typeof claim === 'object') await closeEnded(claim, left, store)
    return { id, events: row.head }
  }

  return async (text, { id: fixed } = {}) => {
    for (;;) {
      const id = fixed ?? newId(clock.now())
      const exported = await readExported(text, id)
      const there = fixed === undefined ? null : await known(fixed)
      if (there) return there
      const row = rowOf(exported, id, caller)
      const claim = await stored(row, store)
      // The id was given meanwhile, or is a deleted debate's.
      if (typeof claim === 'string' || 'over' in claim) {
        if (fixed === undefined || (await store.get(fixed, caller.tenant))) continue
        throw new Problem('conflict', `The id ${fixed} is taken: ask for another one.`)
      }
      await closeEnded(claim, exported.debate, store)
      return { id, events: row.entries.length }
    }
  }
}

/** No room goes on by itself with what a command opened: nothing is asked for an import, even if this process dies right here. */
function rowOf({ debate, entries, said, blobs }: Exported, id: string, { tenant, principal }: Caller): NewDebate {
  const { opened, simulated } = debate
  if (!opened) throw new Error('what was never opened is not exported')
  return {
    id,
    tenant,
    principal,
    runner: 'cli',
    secret: randomBytes(32).toString('hex'),
    title: titleOf(opened.motion.question),
    tags: [],
    protocol: opened.protocol.name,
    simulated,
    searchText: [opened.motion.question, ...said].join('\n'),
    entries,
    blobs,
  }
}
