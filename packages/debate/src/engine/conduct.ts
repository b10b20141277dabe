import type { Debate } from '../debate.ts'
import type { Command } from '../log.ts'
import type { Cut } from './ask-turn.ts'
import type { Ports } from './ports.ts'
import { Fenced, Recorder } from './recorder.ts'
import { factsOf } from './steering.ts'

type Speak = Extract<Command, { type: 'speak' }>

/**
 * What people, the clock and the process do to a debate under way: pause it, let it go on, stop it. Steps are played by the run;
 * this is what interrupts them.
 */
export class Conduct {
  readonly recorder: Recorder
  /** Why nothing more may start; null while the debate goes on. */
  halted: Exclude<Cut, 'decided'> | null = null
  /** Why nothing can be written, when `halted` is `fenced`. */
  broken: unknown = null
  /** Takes a person's turn; true if somebody waited for it. Set by the step under way. */
  heard: (command: Speak) => boolean = () => false
  /** Told once of the halt. Set by the step under way. */
  cut: (reason: Cut) => void = () => undefined

  readonly #ports: Ports
  #waiting: (() => void)[] = []
  #deadline: () => void = () => undefined
  readonly #closing: (() => void)[] = []

  constructor(debate: Debate, ports: Ports) {
    this.#ports = ports
    this.recorder = new Recorder(debate, ports, (cause) => {
      this.broken ??= cause
      this.#halt('fenced')
    })
  }

  /** From now on commands, the deadline and the process's end are heeded. */
  start(): void {
    const { signal, commands } = this.#ports
    const release = () => this.#halt('released')
    signal.addEventListener('abort', release, { once: true })
    this.#closing.push(() => signal.removeEventListener('abort', release))
    this.#closing.push(commands((command) => this.apply(command)))
    if (this.debate.stopAsked) this.#halt('stopped')
    if (signal.aborted) release()
    this.#armDeadline()
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

  apply(command: Command): void {
    if (this.halted === 'fenced' || this.halted === 'released') return
    const spoke = command.type === 'speak' && this.heard(command)
    if (!spoke) this.#record(command.type === 'speak' ? [] : factsOf(command, this.debate, this.#ports.epoch), command.id)
    if (this.debate.stopAsked || this.debate.conclude) this.#halt('stopped')
    if (!this.debate.paused) this.#wake()
    this.#armDeadline()
  }

  /** Pauses by itself: for a person's turn, for want of budget. */
  pause(reason: string): void {
    if (!this.debate.paused && !this.halted) this.#record([{ type: 'debate-paused', reason }])
    this.#armDeadline()
  }

  /** Goes on after `awaiting-person`. */
  resume(): void {
    this.#record([{ type: 'debate-resumed', epoch: this.#ports.epoch, cause: 'person' }])
    this.#wake()
    this.#armDeadline()
  }

  /** Resolves once the debate is not paused, or is halted. */
  async unpaused(): Promise<void> {
    while (this.debate.paused && !this.halted) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #record(facts: Parameters<Recorder['record']>[0], command?: string): void {
    void this.recorder.record(facts, command === undefined ? [] : [command]).catch(() => undefined)
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  #halt(reason: Exclude<Cut, 'decided'>): void {
    if (this.halted && reason !== 'fenced') return
    this.halted = reason
    this.#deadline()
    this.cut(reason)
    this.#wake()
  }

  #armDeadline(): void {
    this.#deadline()
    const { deadline, paused } = this.debate
    if (deadline === null || paused || this.halted) return
    this.#deadline = this.#ports.clock.after(Math.max(0, deadline - this.#ports.clock.now()), () => this.#halt('deadline'))
  }
}
