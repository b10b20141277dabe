import type { Readable } from './channel.ts'
import { Batch } from './frame.ts'

/** Events that are read, encoded and written together. */
const most = 200
/** Pages that are kept: who comes back after a broken line comes back at much the same place. */
const kept = 4

/** A debate's log on its way to who comes in: read and encoded once for all who come in at the same place. */
export class Pages {
  readonly #read: Readable['read']
  readonly #debateId: string
  readonly #pages = new Map<number, Promise<Batch>>()

  constructor(debateId: string, { read }: Readable) {
    this.#debateId = debateId
    this.#read = read
  }

  /** Stored events after a seq, at most so many as lead to another. */
  page(after: number, upTo: number): Promise<Batch> {
    const known = this.#pages.get(after)
    if (known) return known
    const page = this.#read(this.#debateId, after, Math.min(most, upTo - after)).then(
      (entries) => new Batch(entries.map(({ seq, type, text }) => ({ seq, type, text }))),
    )
    this.#pages.set(after, page)
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= kept) break
      this.#pages.delete(oldest)
    }
    page.catch(() => this.#pages.get(after) === page && this.#pages.delete(after))
    return page
  }

  /** More was recorded: pages lead further now. */
  forget(): void {
    this.#pages.clear()
  }
}
