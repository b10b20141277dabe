import { textOf } from '../context/preamble.ts'
import { type Reading, render } from '../context/render.ts'
import type { Recorded, RecordedEvent } from '../event.ts'
import { replay } from '../evolve.ts'
import type { Message } from '../model.ts'
import { promptHash } from './prompt-hash.ts'

/**
 * What a turn was last asked with, rendered again from the log of its debate. Null where it was not asked, and where it comes out otherwise
 * than the log says: after a change of the prompts, in a copy (which has fences of its own), or without the text of a source.
 */
export function promptAgain(events: readonly RecordedEvent[], turnId: string, reading: Reading): readonly Message[] | null {
  const asked = events.findLast((event): event is Recorded<'turn-started'> => event.type === 'turn-started' && event.turnId === turnId)
  if (!asked) return null
  const debate = replay(events.slice(0, asked.seq))
  if (debate.opened?.motion.sources.some((source) => textOf(source, reading.sources) === null)) return null
  const { messages } = render(debate, turnId, reading)
  return promptHash(messages) === asked.promptHash ? messages : null
}
