import type { DebateEvent, LiveEvent } from '@quorum/debate'

/** An event and the JSON text of it, encoded once for all who watch. `seq` is null for what is only live. */
export type Told = { readonly seq: number | null; readonly type: DebateEvent['type']; readonly text: string; readonly event: DebateEvent }

export type Listener = (told: Told) => void
type Delta = Extract<LiveEvent, { type: 'turn-delta' }>

/** What was said of a turn so far: pieces, joined when somebody asks, as text that grows by joining is copied over and over. */
type Spoken = { readonly attempt: number; pieces: string[]; length: number; last: Delta; told: Told | null }

/**
 * Passes on what happens in one debate. It is synchronous and keeps no queue: whoever listens keeps its own, bounded. Of turns in flight it
 * keeps the text so far, for listeners that come late.
 */
export class Hub {
  readonly #listeners = new Set<Listener>()
  readonly #overhearing = new Set<Listener>()
  readonly #spoken = new Map<string, Spoken>()
  readonly #report: (error: unknown) => void

  /** `report` is told of listeners that throw: that harms neither the debate nor who else listens. */
  constructor(report = (error: unknown) => process.emitWarning(error instanceof Error ? error : String(error))) {
    this.#report = report
  }

  /** Whether anybody reads what is only live. */
  get watched(): boolean {
    return this.#listeners.size > 0
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Like `listen`, for who does not need what is only live and gets it only where others do. */
  overhear(listener: Listener): () => void {
    this.#overhearing.add(listener)
    return () => this.#overhearing.delete(listener)
  }

  publish(event: DebateEvent, text?: string): void {
    this.#keep(event)
    const seq = 'seq' in event ? event.seq : null
    if (this.#listeners.size === 0 && (seq === null || this.#overhearing.size === 0)) return
    const told = { seq, type: event.type, text: text ?? JSON.stringify({ v: 1, ...event }), event }
    for (const listener of this.#listeners) this.#tell(listener, told)
    for (const listener of this.#overhearing) this.#tell(listener, told)
  }

  #tell(listener: Listener, told: Told): void {
    try {
      listener(told)
    } catch (error) {
      this.#report(error)
    }
  }

  /** The turns that are being spoken, as `turn-snapshot` events, each encoded once for all who ask before more is said. */
  snapshots(): Told[] {
    return [...this.#spoken.values()].map((spoken) => {
      spoken.told ??= snapshotOf(spoken)
      return spoken.told
    })
  }

  #keep(event: DebateEvent): void {
    switch (event.type) {
      case 'turn-delta': {
        const key = `${event.turnId} ${event.kind}`
        const before = this.#spoken.get(key)
        this.#spoken.set(key, before?.attempt === event.attempt ? spliced(before, event) : begun(event))
        return
      }
      case 'turn-ended':
      case 'turn-failed':
      case 'turn-interrupted':
        this.#forget(event)
    }
  }

  #forget({ turnId }: { readonly turnId: string }): void {
    this.#spoken.delete(`${turnId} text`)
    this.#spoken.delete(`${turnId} reasoning`)
  }
}

const begun = (delta: Delta): Spoken => ({
  attempt: delta.attempt,
  pieces: [delta.text],
  length: delta.text.length,
  last: delta,
  told: null,
})

function spliced(spoken: Spoken, delta: Delta): Spoken {
  if (delta.offset < spoken.length) spoken.pieces = [spoken.pieces.join('').slice(0, delta.offset)]
  spoken.pieces.push(delta.text)
  spoken.length = Math.min(spoken.length, delta.offset) + delta.text.length
  spoken.last = delta
  spoken.told = null
  return spoken
}

function snapshotOf(spoken: Spoken): Told {
  const text = spoken.pieces.join('')
  spoken.pieces = [text]
  const event = { ...spoken.last, type: 'turn-snapshot', offset: 0, text } as const
  return { seq: null, type: event.type, text: JSON.stringify({ v: 1, ...event }), event }
}
