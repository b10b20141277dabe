import type { Debate, StepState } from '../debate.ts'
import { resultOf, turnOf } from '../debate.ts'
import type { Fact } from '../event.ts'
import type { Command } from '../log.ts'
import type { Step, StepResult } from '../protocol.ts'
import type { Beginning, Ready } from './admission.ts'
import { AskedTurn, type Cut, type Floor, type SeatState } from './ask-turn.ts'
import type { Conduct } from './conduct.ts'
import { derivedOf } from './derived.ts'
import type { Ports } from './ports.ts'
import { personSpoke } from './steering.ts'

/** One step under way: what is planned together is asked together, and it is over when every turn of it is closed. */
export class StepPlay {
  readonly #step: Step
  readonly #beginning: Beginning
  readonly #conduct: Conduct
  readonly #ports: Ports
  readonly #asked = new Map<string, AskedTurn>()
  readonly #started = new Set<string>()
  #peopleSpoke: () => void = () => undefined

  constructor(step: Step, beginning: Beginning, conduct: Conduct, ports: Ports) {
    this.#step = step
    this.#beginning = beginning
    this.#conduct = conduct
    this.#ports = ports
  }

  /** What is being said, for who comes late. */
  snapshots() {
    return [...this.#asked.values()].flatMap(({ live }) => live.snapshot())
  }

  /** The outcomes, aligned with the plans; null when the debate was halted before every turn was closed. */
  async play(): Promise<StepResult | null> {
    const { facts, ready, number } = this.#beginning
    const { recorder } = this.#conduct
    this.#conduct.cut = (reason) => this.#cut(reason)
    this.#conduct.heard = (command) => this.#hear(command)
    if (facts.length > 0) void recorder.record(facts)
    await Promise.all(ready.map((turn) => this.#ask(turn)))
    await this.#people()
    this.#conduct.cut = () => undefined
    this.#conduct.heard = () => false
    if (this.#conduct.halted) return null
    const { directions } = this.#debate
    void recorder.record([{ type: 'step-ended', step: number, directions, derived: derivedOf(this.#state) }])
    return resultOf(this.#state)
  }

  get #debate(): Debate {
    return this.#conduct.recorder.debate
  }

  get #state(): StepState {
    const state = this.#debate.steps[this.#beginning.number]
    if (!state) throw new Error(`step ${this.#beginning.number} was not begun`)
    return state
  }

  async #ask({ turn, model, prompt }: Ready): Promise<void> {
    const asked = new AskedTurn(turn.id, this.#floor())
    this.#asked.set(turn.id, asked)
    if (this.#conduct.halted) asked.cut(this.#conduct.halted)
    await asked.ask(model, prompt, this.#beginning.admitted.get(turn.id)?.maxOutput ?? 0)
    this.#asked.delete(turn.id)
    this.#spent()
    const soFar = this.#state.turns.map(({ outcome }) => outcome)
    if (this.#step.until?.(soFar)) this.#cut('decided')
  }

  #cut(reason: Cut): void {
    for (const asked of this.#asked.values()) asked.cut(reason)
    this.#peopleSpoke()
  }

  #floor(): Floor {
    const { recorder } = this.#conduct
    return {
      ports: this.#ports,
      recorder,
      unpaused: () => this.#conduct.unpaused(),
      heldNano: (but) =>
        [...this.#beginning.admitted].reduce((sum, [id, { heldNano }]) => (id === but || this.#started.has(id) ? sum : sum + heldNano), 0),
      started: (turnId) => this.#started.add(turnId),
      state: (turnId, state, reason) => this.#tell(turnId, state, reason),
    }
  }

  /** Waits, paused, for the people of this step. */
  async #people(): Promise<void> {
    while (!this.#conduct.halted && this.#awaited().length > 0) {
      this.#conduct.pause('awaiting-person')
      await new Promise<void>((resolve) => {
        this.#peopleSpoke = resolve
      })
    }
  }

  #awaited(): string[] {
    return this.#beginning.people.filter((id) => !turnOf(this.#debate, id)?.outcome)
  }

  #hear(command: Extract<Command, { type: 'speak' }>): boolean {
    const awaited = this.#awaited()
    if (!awaited.includes(command.turnId)) return false
    const resumed: Fact = { type: 'debate-resumed', epoch: this.#ports.epoch, cause: 'person' }
    const last = awaited.length === 1 && this.#debate.paused?.reason === 'awaiting-person'
    void this.#conduct.recorder.record([...(last ? [resumed] : []), personSpoke(command)], [command.id])
    this.#peopleSpoke()
    return true
  }

  #tell(turnId: string, state: SeatState, reason?: string): void {
    const { clock, debateId, publish } = this.#ports
    const seat = turnOf(this.#debate, turnId)?.plan.seat ?? ''
    publish({ type: 'seat-state', at: new Date(clock.now()).toISOString(), debateId, seat, turnId, state, ...(reason && { reason }) })
  }

  #spent(): void {
    const { clock, debateId, publish } = this.#ports
    const { nano, reserved, calls, unpriced } = this.#debate.spend
    publish({ type: 'spend', at: new Date(clock.now()).toISOString(), debateId, spentNano: nano, reservedNano: reserved, calls, unpriced })
  }
}
