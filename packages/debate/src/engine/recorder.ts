import type { Debate } from '../debate.ts'
import type { Fact, RecordedEvent } from '../event.ts'
import { evolve } from '../evolve.ts'
import { versionOf } from '../lift.ts'
import type { Append, Catalogued } from '../log.ts'
import type { Ports } from './ports.ts'

/** Another owner writes this debate now: stop at once, publish nothing, settle nothing. */
export class Fenced extends Error {
  override readonly name = 'Fenced'
  constructor() {
    super('another owner has taken this debate over')
  }
}

type RecorderPorts = Pick<Ports, 'debateId' | 'epoch' | 'log' | 'clock' | 'publish'>
type Stated = { readonly event: RecordedEvent; readonly text: string }

/** How often a commit is tried before the store is given up, and how long the first wait is, in milliseconds; each is twice the last. */
const tries = 6
const firstWaitMs = 100
/** Milliseconds that a fact which nobody acts on waits for others to share its commit: answers of one step tend to come together. */
const companyMs = 2

/**
 * Where an owner states facts. The debate it holds is ahead of the disk by what is being committed; whoever acts on a fact awaits it first.
 * One append is under way at a time and what is stated meanwhile is the next one, so that order holds and a commit can be repeated.
 */
export class Recorder {
  debate: Debate
  readonly #ports: RecorderPorts
  readonly #failed: (cause: unknown) => void
  #head: number
  #stated: Stated[] = []
  #applied: string[] = []
  #underWay: Promise<boolean> = Promise.resolve(true)
  #next: Promise<boolean> | null = null
  /** Somebody acts on what is stated: it is written at once. */
  #urgent = false
  #hurry: () => void = () => undefined

  /** `failed` is told why, once nothing can be written any more: `Fenced`, or the store's own error. */
  constructor(debate: Debate, ports: RecorderPorts, failed: (cause: unknown) => void) {
    this.debate = debate
    this.#head = debate.seq
    this.#ports = ports
    this.#failed = failed
  }

  /**
   * Resolves `true` once the facts are on disk and published, `false` when they never will be. `applied`: the commands that they answer;
   * a command that changes nothing is answered without a fact.
   */
  record(facts: readonly Fact[], applied: readonly string[] = []): Promise<boolean> {
    this.#urgent = true
    this.#hurry()
    if (facts.length === 0 && applied.length === 0) return this.settled()
    return this.#state(facts, applied)
  }

  /** Like `record`, for facts that nothing waits for. */
  mention(facts: readonly Fact[]): Promise<boolean> {
    return facts.length === 0 ? this.settled() : this.#state(facts, [])
  }

  #state(facts: readonly Fact[], applied: readonly string[]): Promise<boolean> {
    const at = new Date(this.#ports.clock.now()).toISOString()
    for (const fact of facts) {
      const event = { v: versionOf(fact.type), seq: this.debate.seq + 1, at, debateId: this.#ports.debateId, ...fact } as RecordedEvent
      this.debate = evolve(this.debate, event)
      this.#stated.push({ event, text: JSON.stringify(event) })
    }
    this.#applied.push(...applied)
    this.#next ??= this.#commitAfter(this.#underWay)
    return this.#next
  }

  /** Like `record`, for everything stated so far. */
  settled(): Promise<boolean> {
    return this.#next ?? this.#underWay
  }

  async #commitAfter(previous: Promise<boolean>): Promise<boolean> {
    if (!(await previous)) return false
    if (!this.#urgent) await this.#company()
    await new Promise<void>((resolve) => this.#ports.clock.soon(resolve))
    this.#urgent = false
    const stated = this.#stated
    const append = this.#appendOf(stated, this.#applied)
    this.#stated = []
    this.#applied = []
    this.#underWay = this.settled()
    this.#next = null
    try {
      await this.#commit(append)
      this.#head += stated.length
      for (const { event, text } of stated) this.#ports.publish(event, text)
      return true
    } catch (cause) {
      this.#failed(cause)
      return false
    }
  }

  async #company(): Promise<void> {
    let cancel = (): void => undefined
    await new Promise<void>((resolve) => {
      this.#hurry = resolve
      cancel = this.#ports.clock.after(companyMs, resolve)
    })
    cancel()
  }

  #appendOf(stated: readonly Stated[], applied: readonly string[]): Append {
    const { debateId, epoch } = this.#ports
    const said = stated.flatMap(({ event }) => (event.type === 'turn-ended' || event.type === 'human-spoke' ? [event.text] : []))
    return {
      debateId,
      epoch,
      head: this.#head,
      entries: stated.map(({ event: { seq, type }, text }) => ({ id: `${debateId}-${epoch}-${seq}`, seq, type, text })),
      applied,
      catalogue: { ...catalogued(this.debate), ...(said.length > 0 && { searchText: said.join('\n') }) },
      ...(this.debate.ended && { ends: true as const }),
    }
  }

  /** A commit whose answer was lost is repeated under the same ids until the disk or the fence gives a clear answer. */
  async #commit(append: Append): Promise<void> {
    const { log, clock } = this.#ports
    for (let time = 1; ; time++) {
      try {
        if ((await log.append(append)) === 'fenced') throw new Fenced()
        return
      } catch (cause) {
        if (cause instanceof Fenced || time === tries) throw cause
        await new Promise<void>((resolve) => clock.after(firstWaitMs * 2 ** (time - 1), resolve))
      }
    }
  }
}

const catalogued = (debate: Debate): Catalogued => ({
  status: debate.ended?.status ?? (debate.paused ? 'paused' : 'running'),
  spendNano: debate.spend.nano,
  unpriced: debate.spend.unpriced,
  simulated: debate.simulated,
})
