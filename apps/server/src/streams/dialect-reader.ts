import { type DebateEvent, type LiveEvent, readEvent } from '@quorum/debate'
import type { Frame } from '../live/frame.ts'
import type { Reader } from '../live/reader.ts'
import type { Sse } from '../live/sse.ts'

/** A debate in other words: what each of its events is there. */
export type Dialect = {
  hear(event: DebateEvent): readonly object[]
  /** What is said where the stream ends before the debate. */
  breakOff(why: string): readonly object[]
  readonly headers?: Readonly<Record<string, string>>
  /** The last line of every stream. */
  readonly last?: string
}

/** Somebody who reads a debate in a dialect, each piece as one event of the stream. */
export function dialectReader(sse: Sse, { hear, breakOff, last }: Dialect): Reader {
  let ended = false
  const say = (pieces: readonly object[]): void => {
    for (const piece of pieces) sse.send({ data: JSON.stringify(piece) })
  }
  return {
    write({ frames }) {
      for (const frame of frames) {
        const event = eventOf(frame)
        if (event) say(hear(event))
        ended ||= frame.type === 'debate-ended'
      }
    },
    drained: sse.drained,
    end() {
      if (!ended) say(breakOff('The stream ends before the debate, which goes on if it was not deleted: watch it again.'))
      if (last !== undefined) sse.send({ data: last })
      sse.end()
    },
    gone: sse.gone,
  }
}

const live: ReadonlySet<string> = new Set<LiveEvent['type']>(['turn-delta', 'turn-snapshot', 'seat-state', 'spend'])

/** Null for what is about the stream and not of the debate. */
function eventOf({ seq, type, text }: Frame): DebateEvent | null {
  if (seq !== null) return readEvent(text)
  return live.has(type) ? (JSON.parse(text) as LiveEvent) : null
}
