import type { Opening } from '@quorum/debate'
import type { Foreseen } from './estimate.ts'

/** What there is to sum up: calls of the protocol, tokens of the motion in a prompt, and of an answer as others read it. */
type Amount = { readonly calls: number; readonly motion: number; readonly told: number }

/** Summaries that a debate makes at the most with so much said: because it remembers by them, or because prompts outgrow the smallest window. */
export function summariesForeseen({ memory, panel }: Pick<Foreseen, 'memory' | 'panel'>, { calls, motion, told }: Amount): number {
  const debaters = Math.max(1, panel.filter(({ role }) => role === 'debater').length)
  const steps = Math.ceil(calls / debaters)
  const window = Math.min(...panel.flatMap(({ model }) => model?.window ?? []))
  const tight = Array.from({ length: steps }, (_, step) => motion + step * debaters * told > window).filter(Boolean).length
  return Math.max(tight, Math.min(steps - 1, rolled(memory, steps, { calls, told })))
}

function rolled(memory: Opening['memory'], steps: number, { calls, told }: Pick<Amount, 'calls' | 'told'>): number {
  const { strategy = 'full', turns, tokens } = memory ?? {}
  if (strategy !== 'summarise' && strategy !== 'hybrid') return 0
  if (!turns && !tokens) return Math.max(0, steps - (strategy === 'summarise' ? 1 : 2))
  return Math.max(turns ? Math.floor(calls / turns) : 0, tokens ? Math.floor((calls * told) / tokens) : 0)
}
