import { definitionOf } from '../acts/catalogue.ts'
import type { Prompt } from '../context/render.ts'
import { type Debate, turnOf } from '../debate.ts'
import type { Fact, LiveEvent } from '../event.ts'
import type { About, Ask, Failure, Finish, Message, Model, Permission, Start } from '../model.ts'
import type { Said } from '../turn.ts'
import { LiveText } from './live-text.ts'
import type { Ports } from './ports.ts'
import { promptHash } from './prompt-hash.ts'
import { freeNano } from './purse.ts'
import type { Recorder } from './recorder.ts'

/** Why a turn is cut short from outside. */
export type Cut = 'decided' | 'stopped' | 'deadline' | 'released' | 'fenced'
export type SeatState = Extract<LiveEvent, { type: 'seat-state' }>['state']

/** What the run lends to a turn that is being asked. */
export type Floor = {
  readonly ports: Ports
  readonly recorder: Recorder
  /** Resolves once the debate is not paused, or is over. */
  unpaused(): Promise<void>
  /** Nano-dollars held for admitted turns that have not started yet; `but` is left out. */
  heldNano(but: string): number
  started(turnId: string): void
  state(turnId: string, state: SeatState, reason?: string): void
}

/** Milliseconds in which a model has to let go once it was cut; then its attempt is closed without it. */
const graceMs = 2000
/** Characters kept of what was said in an attempt that failed. */
const keptText = 64 * 1024

/** One turn under way: asked once and closed once, whatever the layers below try meanwhile. */
export class AskedTurn {
  readonly turnId: string
  readonly live: LiveText
  readonly #floor: Floor
  readonly #abort = new AbortController()
  #cut: Cut | null = null

  constructor(turnId: string, floor: Floor) {
    this.turnId = turnId
    this.#floor = floor
    const { clock, publish, watched, debateId, epoch } = floor.ports
    const at = () => new Date(clock.now()).toISOString()
    this.live = new LiveText(turnId, {
      clock,
      watched,
      publish: (frame) => publish({ at: at(), debateId, epoch, type: 'turn-delta', ...frame }),
    })
  }

  /** Ends the turn from outside: its socket is closed, and what it cost is recorded. */
  cut(reason: Cut): void {
    this.#cut ??= reason
    this.#abort.abort()
  }

  /** Asks, and states how it went; resolves when that is stated, which is before it is on disk. */
  async ask(model: Model, prompt: Prompt, maxOutput: number): Promise<void> {
    const { recorder, state } = this.#floor
    state(this.turnId, 'queued')
    const result = await this.#answer(model, this.#request(model, prompt, maxOutput))
    this.live.flush()
    this.live.close()
    const facts = this.#factsOf(result)
    if (facts.length > 0) void recorder.record(facts)
    const outcome = turnOf(this.#debate, this.turnId)?.outcome
    if (outcome) state(this.turnId, outcome.turn ? 'done' : 'absent', outcome.absent)
  }

  get #debate(): Debate {
    return this.#floor.recorder.debate
  }

  #request(model: Model, { messages, asking }: Prompt, maxOutput: number): Ask {
    const { clock, watched } = this.#floor.ports
    const { limits, deadline } = this.#debate
    const turnEnds = clock.now() + limits.turnMs
    return {
      messages,
      expects: definitionOf(asking.plan.act).expects(asking),
      maxOutput,
      stream: watched() || maxOutput > 1000 || model.info.reasons,
      deadline: deadline === null ? turnEnds : Math.min(deadline, turnEnds),
      signal: this.#abort.signal,
      about: aboutOf(this.#debate, asking),
      permit: (start) => this.#permit(start, messages),
      again: (failure) => this.#again(failure),
    }
  }

  async #answer(model: Model, request: Ask): Promise<Finish | Failure> {
    const { clock } = this.#floor.ports
    let silent = true
    const asked = model.ask(request, (delta) => {
      if (this.#cut) return
      if (silent || delta.kind === 'text') this.#speaking(delta.kind)
      silent = false
      this.live.take(delta)
    })
    const letGo = new Promise<Failure>((resolve) => {
      const close = () => clock.after(graceMs, () => resolve(this.#unanswered('the model did not let go when it was cut off')))
      if (request.signal.aborted) close()
      else request.signal.addEventListener('abort', close, { once: true })
    })
    try {
      return await Promise.race([asked, letGo])
    } catch (cause) {
      return this.#unanswered(`the model broke its contract and threw: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  }

  #shown: SeatState | null = null
  #speaking(kind: 'text' | 'reasoning'): void {
    const now = kind === 'text' ? 'speaking' : 'thinking'
    if (this.#shown !== now) this.#floor.state(this.turnId, now)
    this.#shown = now
  }

  /** A failure that nobody below reported: the whole reserve is taken as spent. */
  #unanswered(reason: string): Failure {
    const open = turnOf(this.#debate, this.turnId)?.attempts.find(({ closed }) => !closed)
    const cost = { attempt: open?.attempt ?? null, nano: open ? open.reserveNano : 0, basis: open ? 'worst' : 'zero', usage: null } as const
    return { outcome: 'failure', kind: 'aborted', retryable: false, reason, text: '', ...cost }
  }

  /** The one way to the wire: the worst case fits, and `turn-started` is on disk. */
  async #permit({ deployment, model, maxOutput, worstNano }: Start, messages: readonly Message[]): Promise<Permission> {
    const { recorder, unpaused, heldNano, started, state } = this.#floor
    await unpaused()
    if (this.#cut) return { granted: false, kind: 'aborted' }
    const fits = (worstNano ?? 0) <= freeNano(this.#debate, heldNano(this.turnId))
    if (!fits || this.#debate.overran.includes(deployment)) return { granted: false, kind: 'budget' }
    started(this.turnId)
    const attempt = lastAttempt(this.#debate, this.turnId) + 1
    const fact = { deployment, model, promptHash: promptHash(messages), maxOutput, reserveNano: worstNano }
    await recorder.record([{ type: 'turn-started', turnId: this.turnId, attempt, ...fact }])
    this.#shown = null
    state(this.turnId, 'asked')
    return { granted: true, attempt }
  }

  async #again(failure: Failure): Promise<void> {
    const { recorder, state } = this.#floor
    if (this.#cut || failure.attempt === null) return
    state(this.turnId, 'retrying', failure.reason)
    await recorder.record([failed(this.turnId, failure.attempt, failure, false)])
  }

  #factsOf(result: Finish | Failure): Fact[] {
    if (this.#cut === 'fenced') return []
    const { turnId } = this
    const attempt = result.attempt ?? lastAttempt(this.#debate, turnId) + 1
    const { nano, basis } = result
    if (result.outcome === 'finish') return [ended(this.#debate, turnId, attempt, result), ...warning(this.#debate, nano)]
    switch (this.#cut) {
      case 'decided':
      case 'stopped':
        return [{ type: 'turn-interrupted', turnId, attempt, reason: this.#cut, nano, basis }]
      case 'released':
        return result.attempt === null ? [] : [{ type: 'turn-interrupted', turnId, attempt, reason: 'crash', nano, basis }]
      case 'deadline':
        return [failed(turnId, attempt, { ...result, kind: 'deadline', reason: 'the deadline of the debate came first' }, true)]
      case null:
        return [failed(turnId, attempt, result, true), ...warning(this.#debate, nano)]
    }
  }
}

const lastAttempt = (debate: Debate, turnId: string): number => turnOf(debate, turnId)?.attempts.at(-1)?.attempt ?? 0

function ended(debate: Debate, turnId: string, attempt: number, finish: Finish): Fact {
  const { text, reasoning, usage, nano, basis, modelAnswered } = finish
  const reserve = turnOf(debate, turnId)?.attempts.find((one) => one.attempt === attempt)?.reserveNano ?? null
  const overrun = nano !== null && reserve !== null && nano > reserve ? nano - reserve : 0
  const content = finish.value as Said[keyof Said] | undefined
  return {
    type: 'turn-ended',
    turnId,
    attempt,
    text,
    ...(reasoning && { reasoning }),
    ...content,
    usage,
    nano,
    basis,
    finish: finish.finish,
    modelAnswered,
    ...(overrun > 0 && { overrun }),
  }
}

function failed(turnId: string, attempt: number, { kind, reason, nano, basis, usage, text }: Failure, final: boolean): Fact {
  return { type: 'turn-failed', turnId, attempt, kind, final, reason, nano, basis, ...(usage && { usage }), text: text.slice(0, keptText) }
}

/** Said once, with the attempt that brings spending over the mark. */
function warning({ limits, spend, warned }: Debate, nano: number | null): Fact[] {
  const spentNano = spend.nano + (nano ?? 0)
  if (warned || limits.warnNano === null || spentNano < limits.warnNano) return []
  return [{ type: 'budget-warned', spentNano, budgetNano: limits.budgetNano }]
}

function aboutOf(debate: Debate, { turnId, plan, motion, heard }: Prompt['asking']): About {
  const own = debate.steps.flatMap((step) =>
    step.turns.flatMap(({ plan: { seat }, outcome }) => (seat === plan.seat && outcome?.turn ? [outcome.turn] : [])),
  )
  const positions = own.flatMap((turn) => ('position' in turn ? [turn.position.answer] : []))
  return {
    turnId,
    seat: plan.seat,
    act: plan.act,
    round: debate.steps[Number.parseInt(turnId, 10)]?.round ?? 0,
    seed: debate.opened?.seed ?? 0,
    question: motion.question,
    options: motion.answer === 'yesno' ? ['yes', 'no'] : motion.options,
    own: positions.at(-1) ?? null,
    heard: heard.flatMap((turn) => ('position' in turn ? [turn.position.answer] : [])),
  }
}
