import { type Debate, standInOf, turnOf } from '@quorum/debate'
import type { Sheet } from './sheet.ts'
import type { Setting } from './turn-block.ts'

/** What is needed beside a turn to set it: who else is there, and what its speaker held before. */
export function settingOf(debate: Debate, turnId: string, sheet: Sheet): Setting {
  const { opened, steps } = debate
  const turns = steps.flatMap((step) => step.turns)
  const own = turnOf(debate, turnId)
  const { seat, act } = own?.plan ?? {}
  const together = steps.find((step) => step.turns.some(({ id }) => id === turnId))?.turns ?? []
  const first = together.find(({ plan }) => plan.seat === seat && plan.act === act)
  const earlier = turns
    .slice(
      0,
      turns.findIndex(({ id }) => id === turnId),
    )
    .flatMap(({ plan, outcome }) => (plan.seat === seat ? (outcome?.turn ?? []) : []))
  return {
    ...sheet,
    seats: (opened?.panel ?? []).map(({ name }) => name),
    open: opened?.motion.answer === 'open',
    held: earlier.flatMap((turn) => ('position' in turn ? [turn.position.answer] : [])).at(-1) ?? null,
    again: first !== undefined && first.id !== turnId,
    standIn: own ? standInOf(debate, own) : null,
    speakerOf: (id) => turnOf(debate, id)?.plan.seat ?? id,
  }
}
