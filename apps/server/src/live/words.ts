import type { LiveEvent } from '@quorum/debate'

export type Delta = Extract<LiveEvent, { type: 'turn-delta' }>

/** Words that wait for more of them: of each turn, what follows on each other is joined. */
export class Words {
  readonly #waiting = new Map<string, Delta>()

  /** Takes more words; answers those that have to go out before, as these do not follow on them. */
  add(delta: Delta): Delta | null {
    const key = `${delta.turnId} ${delta.kind}`
    const before = this.#waiting.get(key)
    const follows = before && sameAttempt(before, delta) && before.offset + before.text.length === delta.offset
    this.#waiting.set(key, follows ? { ...before, text: before.text + delta.text } : delta)
    return before && !follows ? before : null
  }

  /** What waits, of one turn or of all; it waits no longer. */
  take(turnId?: string): readonly Delta[] {
    const taken: Delta[] = []
    for (const [key, delta] of this.#waiting) {
      if (turnId !== undefined && delta.turnId !== turnId) continue
      this.#waiting.delete(key)
      taken.push(delta)
    }
    return taken
  }
}

const sameAttempt = (one: Delta, other: Delta): boolean => one.attempt === other.attempt && one.epoch === other.epoch
