import type { RecordedEvent } from '@quorum/debate'

/** What people should know of a panel before they trust it. */
export function panelWarnings({ panel }: Extract<RecordedEvent, { type: 'debate-opened' }>): string[] {
  const debaters = panel.filter(({ role, model }) => role === 'debater' && model && !model.simulated)
  const families = new Set(debaters.map(({ model }) => model?.family))
  if (debaters.length < 2 || families.size !== 1) return []
  return [
    `All debaters are of one family (${[...families].join()}): such models tend to err together. Add another, as -m ${debaters[0]?.model?.name},...`,
  ]
}
