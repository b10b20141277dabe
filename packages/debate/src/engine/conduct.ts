import type { Debate } from '../debate.ts'
import type { DebateEvent } from '../event.ts'
import type { Command } from '../log.ts'
import type { Cut, Interruptible } from './cut.ts'
import type { Ports } from './ports.ts'
import { Fenced, Recorder } from './recorder.ts'
import { factsOf, isKnown } from './steering.ts'

/** The longest delay that timers take, in milliseconds; later deadlines are looked at again then. */
const longestDelay = 2 ** 31 - 1

/**
 * What people, the clock and the process do to a debate under way: pause it, let it go on, stop it. Steps are played by the run;
 * this is what interrupts them.
 */
export class Conduct {
  readonly recorder: Recorder
  /** The world; nothing is published any more once another owner has taken over. */
  readonly ports: Ports
  /** Why nothing more may start; null while the debate goes on. */
  halted: Exclude<Cut, 'decided'> | null = null
  /** Why nothing can be written, when `halted` is `fenced`. */
  broken: unknown = null
  /** The step under way, which is told of the halt. */
  step: Interruptible | null = null

  readonly #taken = new Set<string>()
  #waiting: (() => void)[] = []
  #deadline: () => void = () => undefined
  readonly #closing: (() => void)[] = []

  constructor(debate: Debate, ports: Ports) {
    const publish = (event: DebateEvent, text?: string) => {
      if (this.halted !== 'fenced') ports.publish(event, text)
    }
    this.ports = { ...ports, publish }
    this.recorder = new Recorder(debate, this.ports, (cause) => {
      this.broken ??= cause
      this.#halt('fenced')
    })
  }

  /** From now on commands, the deadline and the process's end are heeded. */
  start(): void {
    const { commands } = this.ports
    this.#closing.push(commands((command) => this.apply(command)))
    if (this.debate.stopAsked || this.debate.conclude) this.#halt('stopped')
    this.#heed(this.ports.drain, () => this.#drain())
    this.#heed(this.ports.signal, () => this.#halt('released'))
    this.#heedDeadline()
  }

  #heed(signal: AbortSignal, leave: () => void): void {
    signal.addEventListener('abort', leave, { once: true })
    this.#closing.push(() => signal.removeEventListener('abort', leave))
    if (signal.aborted) leave()
  }

  close(): void {
    this.#deadline()
    for (const close of this.#closing) close()
  }

  get debate(): Debate {
    return this.recorder.debate
  }

  get fenced(): boolean {
    return this.broken instanceof Fenced
  }

  /** Commands are applied once, however often they are handed over; those that nobody can apply any more, or not yet, stay in the inbox. */
  apply(command: Command): void {
    if (this.halted === 'fenced' || this.halted === 'released' || this.debate.ended) return
    if (this.#taken.has(command.id) || !isKnown(command)) return
    this.#taken.add(command.id)
    void this.recorder.record(factsOf(command, this.debate, this.ports.epoch), [command.id])
    if (this.debate.stopAsked || this.debate.conclude) this.#halt('stopped')
    this.#heedDeadline()
    this.#wake()
  }

  /** Pauses by itself: for a person's turn, for want of budget. */
  pause(reason: string): void {
    if (!this.debate.paused && !this.halted) void this.recorder.record([{ type: 'debate-paused', reason }])
    this.#heedDeadline()
  }

  /** Resolves once the debate is not paused, or is halted. */
  async unpaused(): Promise<void> {
    while (this.debate.paused && !this.halted) await this.changed()
  }

  /** Resolves at the next command, or at the halt. */
  changed(): Promise<void> {
    return this.halted ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Looks at the deadline again, whenever it may have moved. */
  #heedDeadline(): void {
    this.#deadline()
    const { deadline, paused } = this.debate
    if (deadline === null || paused || this.halted) return
    const left = deadline - this.ports.clock.now()
    if (left <= 0) this.#halt('deadline')
    else this.#deadline = this.ports.clock.after(Math.min(left, longestDelay), () => this.#heedDeadline())
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  #halt(reason: Exclude<Cut, 'decided'>): void {
    // A run that drains is released already; what is still in flight is cut all the same.
    if (this.halted && this.halted !== reason && reason !== 'fenced') return
    this.halted = reason
    this.#deadline()
    this.step?.cut(reason)
    this.#wake()
  }

  #drain(): void {
    if (this.halted) return
    this.halted = 'released'
    this.#deadline()
    this.step?.drain()
    this.#wake()
  }
}
