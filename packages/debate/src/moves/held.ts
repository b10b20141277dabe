import type { Outcome, StepResult } from '../protocol.ts'
import type { Turn } from '../turn.ts'

/** A turn that holds a position. */
export type Held = Turn<'opening'> | Turn<'rebuttal'>

/** The positions among outcomes; who abstained or is absent holds none. */
export const heldIn = (outcomes: readonly Outcome[]): Held[] =>
  outcomes.flatMap(({ turn }) => (turn && 'position' in turn && !turn.position.abstain ? [turn as Held] : []))

/** Each seat's last position, in the order in which seats first spoke. */
export function lastHeld(steps: readonly StepResult[]): Held[] {
  const last = new Map<string, Held>()
  for (const held of steps.flatMap(({ outcomes }) => heldIn(outcomes))) last.set(held.seat, held)
  return [...last.values()]
}

/** The mean of the confidences that were given, 0..1; null where nobody gave one. */
export function meanConfidence(held: readonly Held[]): number | null {
  const given = held.flatMap(({ position }) => position.confidence ?? [])
  return given.length > 0 ? given.reduce((sum, value) => sum + value, 0) / given.length : null
}
