import { type Debate, type RecordedEvent, readEvent, replay } from '@quorum/debate'
import type { Store } from '@quorum/store'

const page = 1000

/** All events of a debate, in order. */
export async function eventsOf(debateId: string, store: Store): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for (;;) {
    const entries = await store.read(debateId, events.length, page)
    events.push(...entries.map(({ text }) => readEvent(text)))
    if (entries.length < page) return events
  }
}

/** What the log of a debate says so far. */
export const replayed = async (debateId: string, store: Store): Promise<Debate> => replay(await eventsOf(debateId, store))
