import type { DebateEvent } from '@quorum/debate'
import type { Told } from '@quorum/quorum'

/** One event on its way out. `seq` is null for what is only live. */
export type Frame = { readonly seq: number | null; readonly type: string; readonly text: string }

/** Text of a server-sent event. `data` is one line: JSON has no line breaks. */
export const sseText = ({ seq, type, text }: Frame): string => `${seq === null ? '' : `id: ${seq}\n`}event: ${type}\ndata: ${text}\n\n`

export const frameOf = ({ seq, type, text }: Told): Frame => ({ seq, type, text })

export const frameOfEvent = (event: DebateEvent): Frame => ({
  seq: 'seq' in event ? event.seq : null,
  type: event.type,
  text: JSON.stringify({ v: 1, ...event }),
})

/** What a stream says of itself: the seq that was asked for is none of this log, so everything comes from the first event. */
export const resetFrame = (debateId: string, head: number): Frame => noteOf('reset', { debateId, head })

/** What a stream says last of a debate that was deleted. */
export const goneFrame = (debateId: string): Frame => noteOf('debate-gone', { debateId, at: new Date().toISOString() })

const noteOf = (type: string, note: object): Frame => ({ seq: null, type, text: JSON.stringify({ v: 1, type, ...note }) })

/** Frames that go out together, encoded once for however many read them. */
export class Batch {
  readonly frames: readonly Frame[]
  #sse: Buffer | null = null
  #texts: readonly Buffer[] | null = null

  constructor(frames: readonly Frame[]) {
    this.frames = frames
  }

  /** As server-sent events. */
  get sse(): Buffer {
    this.#sse ??= Buffer.from(this.frames.map(sseText).join(''))
    return this.#sse
  }

  /** As messages, one each. */
  get texts(): readonly Buffer[] {
    this.#texts ??= this.frames.map(({ text }) => Buffer.from(text))
    return this.#texts
  }
}
