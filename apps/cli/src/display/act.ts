import type { Act } from '@quorum/debate'

/** What a step is called over the turns of it. A clerk's counting has no heading. */
export const heading: Readonly<Record<Act, string | null>> = {
  opening: 'openings',
  rebuttal: 'rebuttals',
  ranking: 'peer review',
  ballot: 'vote',
  ruling: 'judges',
  candidates: 'candidates',
  synthesis: 'conclusion',
  match: null,
  analysis: 'where they stand',
}
