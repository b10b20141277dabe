import type { Command, Ending } from '@quorum/debate'
import { StoreError } from '@quorum/store'
import { type Floor, Run, type Taking } from './run.ts'

/** A debate under way here. `ending` settles when this process is done with it, however it ended. */
export type Started = { readonly id: string; readonly ending: Promise<Ending> }

/** The debates that this process runs, and the way of commands to them. */
export class Runs {
  readonly #floor: Floor
  readonly #pollMs: number
  readonly #runs = new Map<string, Run>()
  #polling: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null
  #released = false

  constructor(floor: Floor, pollMs: number) {
    this.#floor = floor
    this.#pollMs = pollMs
  }

  of(debateId: string): Run | null {
    return this.#runs.get(debateId) ?? null
  }

  start(taking: Taking): Started {
    const id = taking.claim.debateId
    const run = new Run(taking, this.#floor)
    this.#runs.set(id, run)
    this.#polling ??= setInterval(() => void this.look(), this.#pollMs)
    if (this.#released) run.release()
    const over = () => this.#forget(id, run)
    run.ending.then(over, over)
    return { id, ending: run.ending }
  }

  /** Hands over the commands that have come in. What the store cannot read now is read at the next look: commands are durable. */
  look(): Promise<void> {
    this.#looking ??= this.#inbox().then((waiting) => {
      this.#looking = null
      for (const { debateId, command } of waiting) this.#runs.get(debateId)?.take(command)
    })
    return this.#looking
  }

  /** Commands that wait for a debate that this process has claimed and does not run yet. */
  async waiting(debateId: string): Promise<Command[]> {
    return (await this.#floor.store.inbox()).flatMap(({ debateId: id, command }) => (id === debateId ? [command] : []))
  }

  /** Lets go of all that runs, and of whatever is still about to; resolves when their logs are closed. `graceMs`: see `Run.release`. */
  async release(graceMs = 0): Promise<void> {
    this.#released = true
    const runs = [...this.#runs.values()]
    for (const run of runs) run.release(graceMs)
    await Promise.allSettled(runs.map(({ ending }) => ending))
  }

  async #inbox() {
    try {
      return await this.#floor.store.inbox()
    } catch (error) {
      if (error instanceof StoreError) return []
      throw error
    }
  }

  #forget(debateId: string, run: Run): void {
    if (this.#runs.get(debateId) === run) this.#runs.delete(debateId)
    if (this.#runs.size > 0 || !this.#polling) return
    clearInterval(this.#polling)
    this.#polling = null
  }
}
