import type { z } from 'zod'
import type { Memory } from './context/memory.ts'
import type { Directions } from './event.ts'
import type { Motion } from './motion.ts'
import type { Seat } from './seat.ts'
import type { Act, Analysis, Claims, Plan, Turn } from './turn.ts'
import type { Share } from './verdict.ts'

/** Why a planned turn is missing: a `FailureKind`, `decided` (the step ended early), `late` (a person), `out` (not asked again). */
export type AbsentKind = string

export type Outcome<A extends Act = Act> =
  | { readonly plan: Plan<A>; readonly turn: Turn<A>; readonly absent?: never }
  | { readonly plan: Plan<A>; readonly turn?: never; readonly absent: AbsentKind }

/** Aligned with the plans, never in order of arrival. */
export type StepResult<A extends Act = Act> = { readonly outcomes: readonly Outcome<A>[]; readonly directions: Directions }

/** What is asked together. `until` is pure: once true for the outcomes so far (`null` = still speaking), the rest is interrupted as `decided`. */
export type Step = {
  readonly plans: readonly Plan[]
  readonly round: number
  readonly until?: (outcomes: readonly (Outcome | null)[]) => boolean
  /** The verdict stands without it: where there is no money for it, its seats are absent and nothing else changes. */
  readonly optional?: boolean
}

/** Asks `plans` together; a script writes `const { outcomes } = yield* step(...)`. */
export function* step<A extends Act>(
  plans: readonly Plan<A>[],
  { round, until, optional }: { round: number; until?: (outcomes: readonly (Outcome<A> | null)[]) => boolean; optional?: boolean },
): Generator<Step, StepResult<A>, StepResult> {
  const asked: Step = { plans, round, ...(until && { until: until as NonNullable<Step['until']> }), ...(optional && { optional }) }
  return (yield asked) as StepResult<A>
}

/** What a script knows of the debate. Chains are in order of preference: the next stands in where one is absent. */
export type Opened = {
  readonly motion: Motion
  readonly debaters: readonly Seat[]
  readonly judges: readonly Seat[]
  readonly chairmen: readonly Seat[]
  readonly clerks: readonly Seat[]
  /** Speaking rounds, the openings included, as the user limits them; `null` = the protocol's own. */
  readonly rounds: number | null
  readonly seed: number
}

/** What a script ends with; `concluded` makes the verdict of it. */
export type Ruling = {
  readonly answer: string
  /** Votes after independent answers, and after debate. */
  readonly before: readonly Share[]
  readonly after: readonly Share[]
  /** Shares of seats that stand behind the answer where it is not one of `after` (a synthesis, a ruling). */
  readonly supporters?: readonly string[]
  readonly tie?: true
  readonly agreements?: readonly string[]
  readonly disagreements?: readonly string[]
  readonly analysis?: Analysis
  readonly claims?: Claims
  /** Judges, chairmen or clerks that had to be replaced, and why. */
  readonly replaced?: readonly { readonly seat: string; readonly reason: AbsentKind }[]
  readonly stopReason: string
}

/** Calls that a debate makes: at least, mostly, at the most. Retries apart. */
export type CallRange = { readonly low: number; readonly expected: number; readonly high: number }

export type Script = Generator<Step, Ruling | null, StepResult>

/**
 * The pure script that says who speaks next and how it ends: no clock, no await, no randomness but `seeded(...)`. A resumed debate runs it
 * again over the recorded steps. A version that shipped stays until no supported release can hold a running debate of it.
 */
export type Protocol<Options = unknown> = {
  readonly name: string
  readonly version: number
  /** SHA-256 of the file that it is from, in hex, where it is not built in. */
  readonly sourceHash?: string
  /** One sentence: when to use it. */
  readonly summary: string
  readonly options: z.ZodType<Options>
  /** `rounds` is the limit that people set, which stands for the protocol's own where there is one. */
  calls(debaters: number, options: Options, rounds?: number | null): CallRange
  /**
   * The act that this protocol needs for a verdict, whose cost is set aside at the start. `null` where no single turn concludes: where answers
   * alone decide, and where several judges vote or mark in one step, which is admitted whole or not at all; `soFar` then goes by the answers.
   */
  readonly closing: 'synthesis' | 'ruling' | null
  /** What stands in the way of these options for this question, in a sentence with the way out; null if nothing does. */
  problem?(motion: Motion, options: Options): string | null
  /** How much its debates remember, where the request does not say; left out = all. */
  memory?(options: Options): Memory | undefined
  /** Returning `null` means that nobody said enough for a verdict. */
  script(opened: Opened, options: Options): Script
  /** The ruling if the debate ended now; default: what a chairman or judge concluded, else plurality over each debater's last valid position. */
  soFar?(opened: Opened, steps: readonly StepResult[], options: Options): Ruling | null
}

/** Keeps the type of a protocol's options at its definition, and lets protocols stand together in one catalogue. */
export const protocol = <Options>(definition: Protocol<Options>): Protocol => definition as Protocol
