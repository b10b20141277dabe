import type { Finish, Sink, Usage } from '@quorum/debate'
import type { Fault } from './fault.ts'

/** What a vendor has said so far in one attempt. A reader writes into it; deltas leave once per read from the socket. */
export class Answer {
  text = ''
  reasoning = ''
  /** The model's own words for why it will not answer. */
  refusal = ''
  /** Why what came whole is no answer: the finish reason of a filter or a refusal. */
  unfit: Fault | null = null
  finish: Finish['finish'] | null = null
  /** As the vendor says, not yet believed. */
  usage: Usage | null = null
  /** The model that answered; `''` until the vendor names one. */
  model = ''
  /** The endpoint says that it is a simulator. */
  simulated = false
  /** An error that the vendor reports. */
  fault: Fault | null = null
  /** The terminator was read: nothing more is to come. */
  ended = false
  /** Grows with everything that shows the model at work; keep-alives leave it alone. */
  progress = 0
  readonly #attempt: number
  readonly #sink: Sink
  #kind: 'text' | 'reasoning' = 'text'
  #pending = ''

  constructor(attempt: number, sink: Sink) {
    this.#attempt = attempt
    this.#sink = sink
  }

  say(kind: 'text' | 'reasoning', text: string): void {
    if (text === '') return
    this.progress++
    this[kind] += text
    if (kind !== this.#kind) {
      this.flush()
      this.#kind = kind
    }
    this.#pending += text
  }

  /** Hands on what was said since the last flush. */
  flush(): void {
    if (this.#pending === '') return
    const text = this.#pending
    this.#pending = ''
    this.#sink({ kind: this.#kind, text, attempt: this.#attempt })
  }
}
