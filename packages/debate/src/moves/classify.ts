import type { Opened, Outcome, Step, StepResult } from '../protocol.ts'
import { step } from '../protocol.ts'
import { type AnswerClass, type Answered, answerClasses, mergeClasses } from '../tally/answer-classes.ts'
import type { Plan } from '../turn.ts'
import type { Replaced } from './chain.ts'
import type { Held } from './held.ts'

/** Answer classes whose members are turn ids, and the clerks that had to be replaced. */
export type Classified = { readonly classes: readonly AnswerClass[]; readonly replaced: readonly Replaced[] }

/** Positions and the classes that they fall into. */
export type Counted = Classified & { readonly held: readonly Held[] }

export const asAnswered = (held: readonly Held[]): Answered[] => held.map(({ id, position }) => ({ id, answer: position.answer }))

/**
 * Which answers (by turn id) say the same. Closed answers are compared as they are; of open ones that are not the same to the letter a clerk is asked,
 * in both orders, and where the two orders differ the finer partition holds. Without any clerk the letters decide.
 */
export function* classify(
  answered: readonly Answered[],
  { motion, clerks }: Opened,
  round: number,
): Generator<Step, Classified, StepResult> {
  const classes = answerClasses(answered, motion)
  if (motion.answer !== 'open' || classes.length < 2) return { classes, replaced: [] }
  const shown = classes.flatMap(({ members }) => members.slice(0, 1))
  const replaced: Replaced[] = []
  for (const { name } of clerks) {
    const asked = [shown, shown.toReversed()].map((hears): Plan<'match'> => ({ seat: name, act: 'match', hears }))
    const { outcomes } = yield* step(asked, { round })
    const partitions = partitionsIn(outcomes)
    if (partitions.length > 0) return { classes: mergeClasses(classes, partitions), replaced }
    replaced.push({ seat: name, reason: outcomes[0]?.absent ?? 'absent' })
  }
  return { classes, replaced }
}

/** Positions as a vote; `replaced` are clerks that were replaced before. */
export function* count(
  held: readonly Held[],
  opened: Opened,
  round: number,
  replaced: readonly Replaced[] = [],
): Generator<Step, Counted, StepResult> {
  const found = yield* classify(asAnswered(held), opened, round)
  return { held, classes: found.classes, replaced: [...replaced, ...found.replaced] }
}

/** What clerks said of which turns belong together. */
export const partitionsIn = (outcomes: readonly Outcome[]): string[][][] =>
  outcomes.flatMap(({ turn }) => (turn && 'match' in turn ? [turn.match.groups] : []))
