import { randomBytes } from 'node:crypto'
import { type Debate, type Fact, type Opening, type RecordedEvent, replay, versionOf } from '@quorum/debate'
import type { NewDebate } from '@quorum/store'
import { newId } from './new-id.ts'
import { apart } from './sources.ts'

/** What people call a debate; without a title, its question. */
export type About = { readonly title?: string | undefined; readonly tags?: readonly string[] | undefined }

type By = Pick<NewDebate, 'runner' | 'tenant' | 'principal'> & { readonly now: number; readonly id?: string }

/**
 * A debate of an id (a new one if not given) and a secret of its own, ready to be stored, and what it is so far. `now` in milliseconds since
 * 1970.
 */
export function newDebate(
  { motion, protocol, parent }: Opening,
  facts: readonly Fact[],
  { title = motion.question, tags = [] }: About,
  { now, id = newId(now), ...by }: By,
): { readonly row: NewDebate; readonly debate: Debate } {
  const at = new Date(now).toISOString()
  const kept = apart(motion)
  const events = facts.map((fact, index) => {
    const what = fact.type === 'debate-opened' ? { ...fact, motion: kept.motion } : fact
    return { v: versionOf(fact.type), seq: index + 1, at, debateId: id, ...what } as RecordedEvent
  })
  const debate = replay(events)
  const row = {
    id,
    ...by,
    secret: randomBytes(32).toString('hex'),
    title: titleOf(title),
    tags,
    protocol: protocol.name,
    simulated: debate.simulated,
    ...(parent && { parent: parent.id }),
    searchText: [motion.question, ...events.flatMap((event) => (event.type === 'turn-ended' ? [event.text] : []))].join('\n'),
    entries: events.map((event) => ({ id: `${id}-1-${event.seq}`, seq: event.seq, type: event.type, text: JSON.stringify(event) })),
    blobs: kept.blobs,
  }
  return { row, debate }
}

/** A text as a list can show it. */
export const titleOf = (text: string): string => text.replaceAll('\0', '').slice(0, 200).toWellFormed()
