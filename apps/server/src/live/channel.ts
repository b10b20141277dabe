import { Hub, Problem, type Quorum, type Told } from '@quorum/quorum'
import type { CatalogueRow } from '@quorum/store'
import { Batch, type Frame, frameOf, frameOfEvent, goneFrame } from './frame.ts'
import type { Pace } from './pace.ts'
import { Pages } from './pages.ts'
import { fired, type Reader } from './reader.ts'
import { type Delta, Words } from './words.ts'

/** Somebody who has read up to a seq, and waits to be let in to what comes. */
type Waiting = { readonly reader: Reader; readonly last: number; readonly resolve: (letIn: boolean) => void }

/** What it takes to read a debate to somebody. */
export type Readable = Pick<Quorum, 'watch' | 'read' | 'row'>

type Ports = {
  readonly quorum: Readable
  readonly pace: Pace
  /** Called when nothing more comes: whoever comes next has to open another one. */
  readonly over: () => void
  readonly report: (error: unknown) => void
}

/**
 * One debate on its way to all who read it here. It is watched once, however many they are, and what goes out is encoded once. Who comes in
 * reads up to where the others are from the store, is told what is being said, and from then on gets what they get.
 */
export class Channel {
  readonly #debateId: string
  readonly #ports: Ports
  readonly #pages: Pages
  readonly #abort = new AbortController()
  readonly #readers = new Set<Reader>()
  readonly #waiting = new Set<Waiting>()
  /** How many there are, with those on their way in. */
  #here = 0
  /** What is being said, as far as it went out or is in the batch; `#words` are behind it. */
  readonly #spoken = new Hub()
  readonly #words = new Words()
  /** Goes out at once when this tick is over. */
  #batch: Frame[] = []
  #soon: NodeJS.Immediate | null = null
  #snapshots: Batch | null = null
  /** The last seq that went out or is in the batch. */
  #last: number
  #over: boolean

  constructor({ id, head, endedAt }: CatalogueRow, ports: Ports) {
    this.#debateId = id
    this.#ports = ports
    this.#pages = new Pages(id, ports.quorum)
    this.#last = head
    this.#over = endedAt !== null
    if (!this.#over) void this.#watch(head)
  }

  /** Reads to somebody from a seq on. Resolves when there is no more to come, or the reader has gone. */
  async join(reader: Reader, after: number): Promise<void> {
    this.#here += 1
    try {
      if (await this.#letIn(reader, after)) await fired(reader.gone)
    } catch (error) {
      if (!isGone(error)) throw error
      reader.write(new Batch([goneFrame(this.#debateId)]))
    } finally {
      this.#here -= 1
      this.#readers.delete(reader)
      if (this.#here === 0) this.#finish()
    }
  }

  /** Whether the reader is one of those now who get what comes. */
  async #letIn(reader: Reader, after: number): Promise<boolean> {
    for (let last = after; !reader.gone.aborted; ) {
      if (last < this.#last) last = await this.#catchUp(reader, last)
      else if (this.#over) return false
      else if (await this.#turn(reader, last)) return true
    }
    return false
  }

  async #catchUp(reader: Reader, last: number): Promise<number> {
    const page = await this.#pages.page(last, this.#last)
    reader.write(page)
    await reader.drained()
    return page.frames.at(-1)?.seq ?? this.#last
  }

  /** Lets somebody in between two batches, where everything before is read and nothing after has gone out. */
  #turn(reader: Reader, last: number): Promise<boolean> | boolean {
    if (this.#batch.length > 0 || this.#last !== last) return new Promise((resolve) => this.#waiting.add({ reader, last, resolve }))
    this.#welcome(reader)
    return true
  }

  #welcome(reader: Reader): void {
    this.#snapshots ??= new Batch(this.#spoken.snapshots().map(frameOf))
    this.#readers.add(reader)
    this.#give(reader, this.#snapshots)
  }

  async #watch(head: number): Promise<void> {
    const { quorum } = this.#ports
    const { signal } = this.#abort
    let ended = false
    try {
      for await (const told of quorum.watch(this.#debateId, { after: head, stay: true, signal })) {
        this.#take(told)
        ended = told.type === 'debate-ended'
      }
      if (!ended && !signal.aborted) await quorum.row(this.#debateId)
    } catch (error) {
      if (isGone(error)) this.#push(goneFrame(this.#debateId))
      else this.#ports.report(error)
    } finally {
      this.#finish()
    }
  }

  #take(told: Told): void {
    const { event, seq } = told
    if (event.type === 'turn-delta') {
      const first = this.#words.add(event)
      if (first) this.#say(first)
      this.#ports.pace.next(this.#beat)
      return
    }
    if ('turnId' in event) for (const delta of this.#words.take(event.turnId)) this.#say(delta)
    // What was said up to here is said anew, for all.
    this.#hear(event.type === 'turn-snapshot' ? { ...event, type: 'turn-delta' } : event)
    if (seq !== null) {
      this.#last = seq
      this.#pages.forget()
    }
    this.#push(frameOf(told))
  }

  #say(delta: Delta): void {
    this.#hear(delta)
    this.#push(frameOfEvent(delta))
  }

  #hear(event: Told['event']): void {
    this.#spoken.publish(event)
    this.#snapshots = null
  }

  #push(frame: Frame): void {
    this.#batch.push(frame)
    this.#soon ??= setImmediate(() => this.#flush())
  }

  readonly #beat = (): void => {
    for (const delta of this.#words.take()) this.#say(delta)
    this.#flush()
  }

  #flush(): void {
    if (this.#soon) clearImmediate(this.#soon)
    this.#soon = null
    if (this.#batch.length > 0) {
      const batch = new Batch(this.#batch)
      this.#batch = []
      for (const reader of this.#readers) this.#give(reader, batch)
    }
    for (const waiting of this.#waiting) {
      const { reader, last, resolve } = waiting
      this.#waiting.delete(waiting)
      if (last === this.#last) this.#welcome(reader)
      resolve(last === this.#last)
    }
  }

  /** A reader that fails harms nobody else. */
  #give(reader: Reader, batch: Batch): void {
    try {
      reader.write(batch)
    } catch (error) {
      this.#ports.report(error)
      reader.end()
    }
  }

  /** Nothing more comes. */
  #finish(): void {
    if (this.#abort.signal.aborted) return
    this.#abort.abort()
    this.#over = true
    this.#beat()
    for (const reader of this.#readers) reader.end()
    this.#ports.over()
  }
}

const isGone = (error: unknown): boolean => error instanceof Problem && (error.code === 'gone' || error.code === 'not-found')
