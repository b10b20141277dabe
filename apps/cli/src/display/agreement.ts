import type { Verdict } from '@quorum/debate'

/** What the share of the panel that stands behind an answer is called. */
export function agreementLabel({ agreement, tie }: Pick<Verdict, 'agreement' | 'tie'>): string {
  if (agreement >= 1 - 1e-9) return 'unanimous'
  const label =
    agreement >= 0.75
      ? 'a strong majority'
      : agreement > 0.5
        ? 'a majority'
        : agreement === 0.5
          ? 'half'
          : agreement > 0
            ? 'a minority'
            : 'nobody'
  return tie ? `${label}, after a tie` : label
}
