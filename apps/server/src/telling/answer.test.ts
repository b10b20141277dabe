import { expect, it } from 'vitest'
import { answerOf, type Judged } from './answer.ts'

const seat = (name: string) => ({
  name,
  role: 'debater' as const,
  model: 'm',
  status: 'present' as const,
  turns: 1,
  tokens: { input: 0, cached: 0, output: 0, reasoning: 0 },
  costUsd: null,
})
const judged: Judged = {
  simulated: false,
  status: 'complete',
  seats: ['ada', 'bob', 'cyd'].map(seat),
  verdict: {
    answer: 'yes',
    confidence: { value: 0.6, basis: 'uncalibrated' },
    agreement: 2 / 3,
    votes: {
      before: [],
      after: [
        { answer: 'yes', seats: ['ada', 'bob'] },
        { answer: 'no', seats: ['cyd'] },
      ],
    },
    dissent: [{ seat: 'cyd', answer: 'no', reason: 'a hot dog is a taco' }],
    changes: [],
    agreements: [],
    disagreements: [],
    missing: [],
    stopReason: 'rounds',
  },
}

it('gives the answer first, then how sure it is, the votes and who does not share it', () => {
  expect(answerOf(judged)).toBe(
    [
      'yes',
      '---',
      '**Confidence** 60 % (uncalibrated), shared by 2 of 3. Rounds.',
      '**Votes** yes: 2 (ada, bob); no: 1 (cyd)',
      '**Dissent** cyd holds no: a hot dog is a taco.',
    ].join('\n\n'),
  )
})

it('says before everything that a debate is simulated', () => {
  expect(answerOf({ ...judged, simulated: true })).toMatch(/^\*\*Simulated\*\*.*\n\nyes\n/)
})

it('calls a verdict so far what it is', () => {
  expect(answerOf({ ...judged, status: 'deadline' })).toContain('ended early (deadline): this is the verdict so far.')
})

it('leaves out votes for answers that are texts of their own', () => {
  const votes = { before: [], after: [{ answer: 'x'.repeat(81), seats: ['ada'] }] }
  expect(answerOf({ ...judged, verdict: { ...judged.verdict, votes } })).not.toContain('**Votes**')
})
