import type { LiveEvent } from '../event.ts'
import type { Delta } from '../model.ts'
import type { Clock } from './ports.ts'

type Spoken = Extract<LiveEvent, { type: 'turn-delta' }>
type Frame = Pick<Spoken, 'turnId' | 'attempt' | 'kind' | 'offset' | 'text'>

/** Milliseconds for which text is gathered before it is passed on: a person reads no faster, and every event costs each watcher. */
const gatherMs = 40

/** The words of a turn while it is being spoken, gathered for who watches; who comes first gets all that was said so far. */
export class LiveText {
  readonly #turnId: string
  readonly #clock: Clock
  readonly #publish: (frame: Frame) => void
  readonly #watched: () => boolean
  #attempt = 0
  #said = { text: '', reasoning: '' }
  #sent = { text: 0, reasoning: 0 }
  #cancel: (() => void) | null = null

  constructor(turnId: string, ports: { clock: Clock; watched: () => boolean; publish: (frame: Frame) => void }) {
    this.#turnId = turnId
    this.#clock = ports.clock
    this.#publish = ports.publish
    this.#watched = ports.watched
  }

  /** A new attempt starts from nothing, and nothing more is heard of the one before. */
  take({ kind, text, attempt }: Delta): void {
    if (attempt < this.#attempt) return
    if (attempt !== this.#attempt) {
      this.#attempt = attempt
      this.#said = { text: '', reasoning: '' }
      this.#sent = { text: 0, reasoning: 0 }
    }
    this.#said[kind] += text
    if (!this.#cancel && this.#watched()) this.#cancel = this.#clock.after(gatherMs, () => this.flush())
  }

  flush(): void {
    this.close()
    if (!this.#watched()) return
    for (const kind of ['reasoning', 'text'] as const) {
      const offset = this.#sent[kind]
      if (this.#said[kind].length === offset) continue
      this.#sent[kind] = this.#said[kind].length
      this.#publish({ turnId: this.#turnId, attempt: this.#attempt, kind, offset, text: this.#said[kind].slice(offset) })
    }
  }

  close(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
