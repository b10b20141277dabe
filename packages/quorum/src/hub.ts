import type { DebateEvent, LiveEvent } from '@quorum/debate'

/** An event and the JSON text of it, encoded once for all who watch. `seq` is null for what is only live. */
export type Told = { readonly seq: number | null; readonly type: DebateEvent['type']; readonly text: string; readonly event: DebateEvent }

export type Listener = (told: Told) => void
type Snapshot = Extract<LiveEvent, { type: 'turn-snapshot' }>
type Closed = { readonly turnId: string }

/**
 * Passes on what happens in one debate. It is synchronous and keeps no queue: whoever listens keeps its own, bounded. Of turns in flight it
 * keeps the text so far, for listeners that come late.
 */
export class Hub {
  readonly #listeners = new Set<Listener>()
  readonly #spoken = new Map<string, Snapshot>()

  get watched(): boolean {
    return this.#listeners.size > 0
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  publish(event: DebateEvent, text?: string): void {
    this.#keep(event)
    if (this.#listeners.size === 0) return
    const told = { seq: 'seq' in event ? event.seq : null, type: event.type, text: text ?? JSON.stringify({ v: 1, ...event }), event }
    for (const listener of this.#listeners) listener(told)
  }

  /** The turns that are being spoken, as `turn-snapshot` events. */
  snapshots(): Told[] {
    return [...this.#spoken.values()].map((event) => ({ seq: null, type: event.type, text: JSON.stringify({ v: 1, ...event }), event }))
  }

  #keep(event: DebateEvent): void {
    switch (event.type) {
      case 'turn-delta': {
        const key = `${event.turnId} ${event.kind}`
        const before = this.#spoken.get(key)
        const text = before && before.attempt === event.attempt ? before.text.slice(0, event.offset) + event.text : event.text
        this.#spoken.set(key, { ...event, type: 'turn-snapshot', offset: 0, text })
        return
      }
      case 'turn-ended':
      case 'turn-failed':
      case 'turn-interrupted':
        this.#forget(event)
    }
  }

  #forget({ turnId }: Closed): void {
    this.#spoken.delete(`${turnId} text`)
    this.#spoken.delete(`${turnId} reasoning`)
  }
}
