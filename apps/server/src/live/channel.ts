import type { LiveEvent } from '@quorum/debate'
import { Hub, type Quorum, type Told } from '@quorum/quorum'
import { Batch, type Frame, frameOf, frameOfEvent } from './frame.ts'
import type { Reader } from './reader.ts'

type Delta = Extract<LiveEvent, { type: 'turn-delta' }>

/** Milliseconds that words wait for more of them: a client gets at most 20 pieces of a turn a second. */
const tickMs = 50
const page = 500

/**
 * One debate on its way to all who read it here. It is watched once, however many they are, and what goes out is encoded once. Who comes in
 * is brought up to where the others are from the store, then told what is being said, then gets what they get.
 */
export class Channel {
  /** Settles when it watches no longer: the debate ended or is gone, or nobody reads it. */
  readonly over: Promise<void>
  readonly #debateId: string
  readonly #quorum: Quorum
  readonly #abort = new AbortController()
  /** Readers, and the last seq that each was given before it came in. */
  readonly #readers = new Map<Reader, number>()
  #coming = 0
  /** What is being said, as far as it went out. */
  readonly #spoken = new Hub()
  readonly #pending = new Map<string, Delta>()
  readonly #reading = new Map<number, Promise<readonly Frame[]>>()
  #batch: Frame[] = []
  #timer: NodeJS.Timeout | null = null
  #soon: NodeJS.Immediate | null = null
  /** The last seq that it knows of. */
  #last: number
  #ended = false

  constructor(debateId: string, quorum: Quorum, head: number) {
    this.#debateId = debateId
    this.#quorum = quorum
    this.#last = head
    this.over = this.#watch(head)
  }

  /** Reads to somebody from a seq on; resolves when it has all, or has gone. */
  async join(reader: Reader, after: number): Promise<void> {
    this.#coming += 1
    try {
      let last = after
      while (last < this.#last && !reader.gone.aborted) {
        const frames = await this.#page(last)
        if (frames.length === 0) break
        last = frames.at(-1)?.seq ?? last
        reader.write(new Batch(frames))
        await reader.drained()
      }
      if (reader.gone.aborted) return
      this.#flush()
      reader.write(new Batch(this.#spoken.snapshots().map(frameOf)))
      this.#readers.set(reader, last)
    } finally {
      this.#coming -= 1
      this.#closeIfEmpty()
    }
    if (this.#ended) return reader.end()
    await new Promise<void>((resolve) => {
      if (reader.gone.aborted) resolve()
      else reader.gone.addEventListener('abort', () => resolve(), { once: true })
    })
    this.#readers.delete(reader)
    this.#closeIfEmpty()
  }

  async #watch(head: number): Promise<void> {
    let closed = false
    try {
      for await (const told of this.#quorum.watch(this.#debateId, { after: head, stay: true, signal: this.#abort.signal })) {
        this.#take(told)
        closed = told.type === 'debate-ended'
      }
      if (!closed && !this.#abort.signal.aborted) this.#push({ seq: null, type: 'debate-gone', text: gone(this.#debateId) })
    } finally {
      this.#ended = true
      this.#flush()
      for (const reader of this.#readers.keys()) reader.end()
    }
  }

  #take(told: Told): void {
    const { event } = told
    if (event.type === 'turn-delta') {
      this.#gather(event)
      return
    }
    this.#settle()
    // What was said up to here is said anew, for all.
    this.#spoken.publish(event.type === 'turn-snapshot' ? { ...event, type: 'turn-delta' } : event)
    this.#last = told.seq ?? this.#last
    this.#push(frameOf(told))
  }

  #push(frame: Frame): void {
    this.#batch.push(frame)
    this.#soon ??= setImmediate(() => this.#flush())
  }

  /** Words of a turn are joined as long as they follow each other. */
  #gather(delta: Delta): void {
    const key = `${delta.turnId} ${delta.kind}`
    const before = this.#pending.get(key)
    const follows =
      before && before.attempt === delta.attempt && before.epoch === delta.epoch && before.offset + before.text.length === delta.offset
    if (before && !follows) this.#settle()
    this.#pending.set(key, before && follows ? { ...before, text: before.text + delta.text } : delta)
    this.#timer ??= setTimeout(() => this.#flush(), tickMs)
  }

  #settle(): void {
    for (const delta of this.#pending.values()) {
      this.#spoken.publish(delta)
      this.#batch.push(frameOfEvent(delta))
    }
    this.#pending.clear()
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#soon) clearImmediate(this.#soon)
    this.#timer = null
    this.#soon = null
    this.#settle()
    if (this.#batch.length === 0) return
    const batch = new Batch(this.#batch)
    const first = batch.frames.find(({ seq }) => seq !== null)?.seq ?? this.#last + 1
    this.#batch = []
    for (const [reader, had] of this.#readers) reader.write(had < first ? batch : batch.after(had))
  }

  /** Who comes in at the same time reads the same page once. */
  #page(after: number): Promise<readonly Frame[]> {
    const reading = this.#reading.get(after)
    if (reading) return reading
    const read = this.#quorum
      .read(this.#debateId, after, page)
      .then((entries) => entries.map(({ seq, type, text }) => ({ seq, type, text })))
    this.#reading.set(after, read)
    const forget = () => this.#reading.delete(after)
    read.then(forget, forget)
    return read
  }

  #closeIfEmpty(): void {
    if (this.#readers.size === 0 && this.#coming === 0) this.#abort.abort()
  }
}

const gone = (debateId: string): string => JSON.stringify({ v: 1, type: 'debate-gone', debateId, at: new Date().toISOString() })
