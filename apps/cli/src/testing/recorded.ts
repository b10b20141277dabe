import type { Fact, RecordedEvent } from '@quorum/debate'

const model = (name: string) => ({
  name: `sim/${name}`,
  family: name,
  window: 1000,
  maxOutput: 100,
  reasons: false,
  price: null,
  simulated: true,
})

/** Facts as a log would have them, a second apart. */
export const recorded = (facts: readonly Fact[]): RecordedEvent[] =>
  facts.map(
    (fact, index) =>
      ({ v: 1, seq: index + 1, at: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(), debateId: 'd1', ...fact }) as RecordedEvent,
  )

/** A debate of two, as far as its first step. */
export const begun: readonly Fact[] = [
  {
    type: 'debate-opened',
    schema: 1,
    app: 'test',
    runner: 'cli',
    motion: { question: 'Is it so?', answer: 'yesno', options: [], context: [], sources: [] },
    panel: [
      { name: 'ada', role: 'debater', model: model('ada') },
      { name: 'bob', role: 'debater', model: model('bob') },
      { name: 'judge eve', role: 'judge', model: model('eve') },
    ],
    protocol: { name: 'roundtable', version: 1, options: {} },
    prompts: 1,
    limits: {
      rounds: null,
      budgetNano: 1e9,
      warnNano: null,
      deadlineMs: null,
      turnMs: 1000,
      quorum: 1,
      onNoQuorum: 'end',
      onBudget: 'end',
    },
    seed: 1,
    deadline: null,
  },
  {
    type: 'step-started',
    step: 0,
    round: 0,
    plans: ['ada', 'bob'].map((seat) => ({ seat, act: 'opening', hears: [] })),
    heard: [],
  },
]

export const asks = (turnId: string): Fact => ({
  type: 'turn-started',
  turnId,
  attempt: 1,
  deployment: 'sim#1',
  model: 'x',
  promptHash: 'h',
  maxOutput: 100,
  reserveNano: 5,
})

export const says = (turnId: string, answer: string, argument = 'Because.'): Fact => ({
  type: 'turn-ended',
  turnId,
  attempt: 1,
  text: argument,
  position: { argument, answer, confidence: 0.8 },
  usage: null,
  nano: 2_000_000,
  basis: 'vendor',
  finish: 'stop',
  modelAnswered: 'x',
})
