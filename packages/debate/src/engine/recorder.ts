import type { Debate } from '../debate.ts'
import type { Fact, RecordedEvent } from '../event.ts'
import { evolve } from '../evolve.ts'
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
type Stated = { readonly event: RecordedEvent; readonly text: string; readonly applied: readonly string[] }

const repeats = 6

/**
 * Where an owner states facts. The debate it holds is ahead of the disk by what is being committed; whoever acts on a fact awaits it first.
 * One append is under way at a time and what is stated meanwhile is the next one, so that order holds and a commit can be repeated.
 */
export class Recorder {
  debate: Debate
  readonly #ports: RecorderPorts
  readonly #failed: (cause: unknown) => void
  #stated: Stated[] = []
  #underWay: Promise<void> = Promise.resolve()
  #next: Promise<void> | null = null

  /** `failed` is told once when nothing can be written any more: `Fenced`, or the store's own error. */
  constructor(debate: Debate, ports: RecorderPorts, failed: (cause: unknown) => void) {
    this.debate = debate
    this.#ports = ports
    this.#failed = failed
  }

  /** Resolves once the facts are on disk and published; rejects when they never will be. `applied`: the commands that they answer. */
  record(facts: readonly Fact[], applied: readonly string[] = []): Promise<void> {
    const at = new Date(this.#ports.clock.now()).toISOString()
    facts.forEach((fact, index) => {
      const event = { v: 1, seq: this.debate.seq + 1, at, debateId: this.#ports.debateId, ...fact } as RecordedEvent
      this.debate = evolve(this.debate, event)
      this.#stated.push({ event, text: JSON.stringify(event), applied: index === 0 ? applied : [] })
    })
    if (!this.#next) {
      this.#next = this.#commitAfter(this.#underWay)
      this.#next.catch(this.#failed)
    }
    return this.#next
  }

  /** Resolves once everything stated so far is on disk. */
  settled(): Promise<void> {
    return this.#next ?? this.#underWay
  }

  async #commitAfter(previous: Promise<void>): Promise<void> {
    await previous
    await new Promise<void>((resolve) => this.#ports.clock.soon(resolve))
    const stated = this.#stated
    this.#stated = []
    this.#underWay = this.#next ?? this.#underWay
    this.#next = null
    await this.#commit(this.#appendOf(stated))
    for (const { event, text } of stated) this.#ports.publish(event, text)
  }

  #appendOf(stated: readonly Stated[]): Append {
    const { debateId, epoch } = this.#ports
    const said = stated.flatMap(({ event }) => (event.type === 'turn-ended' || event.type === 'human-spoke' ? [event.text] : []))
    return {
      debateId,
      epoch,
      head: (stated[0]?.event.seq ?? 1) - 1,
      entries: stated.map(({ event: { seq, type }, text }) => ({ id: `${debateId}-${epoch}-${seq}`, seq, type, text })),
      applied: stated.flatMap(({ applied }) => applied),
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
        if (cause instanceof Fenced || time === repeats) throw cause
        await new Promise<void>((resolve) => clock.after(50 * 2 ** time, resolve))
      }
    }
  }
}

const catalogued = (debate: Debate): Catalogued => ({
  status: debate.ended?.status ?? (debate.paused ? 'paused' : 'running'),
  spendNano: debate.spend.nano,
})
