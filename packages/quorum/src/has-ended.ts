import { Problem } from './problem.ts'

/** Nothing can be said to a debate that is over. */
export const hasEnded = (debateId: string): Problem =>
  new Problem('ended', `Debate ${debateId} has ended: \`quorum fork ${debateId} --round n\` goes on from one of its rounds.`)
