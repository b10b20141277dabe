import type { Voice } from '../debaters/persona.ts'

/** One side of a motion, in words that someone wrote. */
export type DemoSide = {
  /** In the words of the options, where the motion has some. */
  readonly answer: string
  /** The point of this side as a clause, without a full stop. */
  readonly thesis: string
  readonly openings: Readonly<Record<Voice, string>>
  /** What each voice says when it has heard the other side and stays. */
  readonly rebuttals: Readonly<Record<Voice, string>>
  /** What those say who come over to this side, and the error that they name. */
  readonly persuaded: readonly { readonly argument: string; readonly reason: string }[]
  /** What a reviewer praises and blames. */
  readonly strengths: string
  readonly errors: string
  /** A chairman's text where this side leads. */
  readonly synthesis: string
}

/** A motion with authored arguments, for a first look without any key. */
export type DemoMotion = {
  readonly question: string
  readonly answer: 'open' | 'choice' | 'yesno'
  readonly options: readonly string[]
  /** The first is the one that a simulated debater who `knows` takes. */
  readonly sides: readonly [DemoSide, DemoSide, ...DemoSide[]]
  readonly agreements: readonly string[]
  readonly disagreements: readonly string[]
  readonly insights: readonly string[]
  readonly blindSpots: readonly string[]
}
