import type { AnswerClass } from './answer-classes.ts'
import { leaders } from './leaders.ts'
import type { TieBreaker } from './tie-breakers.ts'

export type Plurality = {
  readonly winner: AnswerClass
  /** 0..1: the winner's part of the weight of all that were counted over. */
  readonly share: number
  /** Weight of each class, in the order of the classes given. */
  readonly weights: readonly number[]
  /** Several classes led; the winner is the one that a tie-breaker chose, `brokenBy` its name. */
  readonly tie: boolean
  readonly brokenBy: string | null
}

/**
 * The class with the most weight behind it. `over` says what a share is a share of: `panel`, all seats planned, so that the absent count
 * as not agreeing, or `valid`, only those in a class. Ties go down `tieBreakers`, each keeping its best; if all are exhausted, the class
 * given first wins and `brokenBy` is `order`. `null` where no class has any weight.
 */
export function plurality(
  classes: readonly AnswerClass[],
  {
    panel,
    over = 'panel',
    weightOf = () => 1,
    tieBreakers = [],
  }: {
    readonly panel: readonly string[]
    readonly over?: 'panel' | 'valid'
    readonly weightOf?: (id: string) => number
    readonly tieBreakers?: readonly TieBreaker[]
  },
): Plurality | null {
  const weigh = (ids: readonly string[]) => ids.reduce((sum, id) => sum + weightOf(id), 0)
  const weights = classes.map(({ members }) => weigh(members))
  const tied = leaders(classes, ({ members }) => weigh(members))
  const [first, ...others] = tied
  if (!first || weigh(first.members) <= 0) return null
  const { winner, brokenBy } = others.length > 0 ? untied([first, ...others], tieBreakers) : { winner: first, brokenBy: null }
  const whole = over === 'panel' ? weigh(panel) : weigh(classes.flatMap(({ members }) => members))
  return { winner, share: weigh(winner.members) / whole, weights, tie: others.length > 0, brokenBy }
}

function untied(tied: readonly [AnswerClass, ...AnswerClass[]], tieBreakers: readonly TieBreaker[]) {
  let left: readonly AnswerClass[] = tied
  for (const { name, score } of tieBreakers) {
    left = leaders(left, score)
    const [winner, ...others] = left
    if (winner && others.length === 0) return { winner, brokenBy: name }
  }
  return { winner: left[0] ?? tied[0], brokenBy: 'order' }
}

/** Whether the votes still out cannot change the winner, nor make a tie: the lead exceeds `votesLeft`, in the unit of `counts`. */
export function decided(counts: readonly number[], votesLeft: number): boolean {
  const [first = 0, second = 0] = counts.toSorted((one, other) => other - one)
  return first - second > votesLeft
}
