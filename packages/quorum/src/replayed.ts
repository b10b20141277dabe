import { type Debate, type RecordedEvent, readEvent, replay } from '@quorum/debate'
import type { Store } from '@quorum/store'

const page = 1000

/** The whole log of a debate, as it is stored. */
export async function textsOf(debateId: string, store: Store): Promise<string[]> {
  const texts: string[] = []
  for (;;) {
    const entries = await store.read(debateId, texts.length, page)
    texts.push(...entries.map(({ text }) => text))
    if (entries.length < page) return texts
  }
}

/** All events of a debate, in order. */
export const eventsOf = async (debateId: string, store: Store): Promise<RecordedEvent[]> => (await textsOf(debateId, store)).map(readEvent)

/** What the log of a debate says so far. */
export const replayed = async (debateId: string, store: Store): Promise<Debate> => replay(await eventsOf(debateId, store))
