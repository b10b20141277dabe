import { type Command, evolve } from '@quorum/debate'
import { StoreError } from '@quorum/store'
import type { Heard, Report } from './quorum.ts'
import { type Floor, Run, type Taking } from './run.ts'
import type { Started } from './started.ts'

export type RunsOptions = {
  /** Milliseconds between looks at the inbox. */
  readonly pollMs: number
  /** Told of what failed where nobody waits for an answer. */
  readonly report: Report
}

/** The debates that this process runs, and the way of commands to them. */
export class Runs {
  /** Nothing is run here any more: whatever is still about to start is let go at once. */
  released = false
  readonly #floor: Floor
  readonly #options: RunsOptions
  readonly #runs = new Map<string, Run>()
  readonly #paused = new Set<string>()
  readonly #listeners = new Set<(heard: Heard) => void>()
  readonly #waiting = new Set<() => void>()
  #polling: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null

  constructor(floor: Floor, options: RunsOptions) {
    this.#floor = floor
    this.#options = options
  }

  of(debateId: string): Run | null {
    return this.#runs.get(debateId) ?? null
  }

  /** How many debates are at work here: those that are paused cost nothing and do not count. */
  get busy(): number {
    return this.#runs.size - this.#paused.size
  }

  start(taking: Taking): Started {
    const { claim, tenant, debate: before } = taking
    const id = claim.debateId
    const run = new Run(taking, this.#floor, (error) => this.#options.report(error, { debateId: id }))
    this.#runs.set(id, run)
    if (before.paused) this.#paused.add(id)
    run.hub.overhear((told) => this.#hear({ debateId: id, tenant, told, before }))
    this.#polling ??= setInterval(() => void this.look(), this.#options.pollMs)
    if (this.released) run.release()
    const over = () => this.#forget(id, run)
    run.ending.then(over, over)
    return { id, ending: run.ending }
  }

  /** Hears what is recorded in every debate here; answers how to stop. */
  listen(listener: (heard: Heard) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Resolves when a run ends here, or after so many milliseconds. */
  change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      this.#waiting.add(wake)
    })
  }

  /** Hands over the commands that have come in. What cannot be read now is read at the next look: commands are durable. */
  look(): Promise<void> {
    this.#looking ??= this.#hand()
      .catch((error: unknown) => this.#options.report(error))
      .finally(() => {
        this.#looking = null
      })
    return this.#looking
  }

  /** Commands that wait for a debate that this process has claimed and does not run yet. */
  async waiting(debateId: string): Promise<Command[]> {
    return (await this.#floor.store.inbox()).flatMap(({ debateId: id, command }) => (id === debateId ? [command] : []))
  }

  /** Lets go of all that runs at the moment. */
  letGo(): void {
    for (const run of this.#runs.values()) run.release()
  }

  /** Lets go of all that runs, and of whatever is still about to; resolves when their logs are closed. `graceMs`: see `Run.release`. */
  async release(graceMs = 0): Promise<void> {
    this.released = true
    this.#changed()
    const runs = [...this.#runs.values()]
    for (const run of runs) run.release(graceMs)
    await Promise.allSettled(runs.map(({ ending }) => ending))
  }

  async #hand(): Promise<void> {
    for (const { debateId, command } of await this.#inbox()) this.#runs.get(debateId)?.take(command)
  }

  async #inbox() {
    try {
      return await this.#floor.store.inbox()
    } catch (error) {
      if (error instanceof StoreError) return []
      throw error
    }
  }

  /** A listener that throws is reported, and harms neither the debate nor who else listens. */
  #hear(heard: Heard): void {
    const { debateId, before, told } = heard
    if (told.event.type === 'debate-paused') this.#paused.add(debateId)
    // What is resumed by nobody is what a run begins with: whatever a person paused stays so.
    if (told.event.type === 'debate-resumed' && (told.event.cause === 'person' || !evolve(before, told.event).paused))
      this.#paused.delete(debateId)
    for (const listener of this.#listeners)
      try {
        listener(heard)
      } catch (error) {
        this.#options.report(error, { debateId })
      }
  }

  #changed(): void {
    for (const wake of [...this.#waiting]) wake()
  }

  #forget(debateId: string, run: Run): void {
    if (this.#runs.get(debateId) === run) {
      this.#runs.delete(debateId)
      this.#paused.delete(debateId)
    }
    this.#changed()
    if (this.#runs.size > 0 || !this.#polling) return
    clearInterval(this.#polling)
    this.#polling = null
  }
}
