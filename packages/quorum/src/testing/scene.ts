import type { DebateRequest } from '../request.ts'

export const protocolNames = ['auto', 'vote', 'roundtable', 'council', 'adversarial'] as const
export const motions = {
  closed: { question: 'Is a hot dog a sandwich?', answer: 'yesno' },
  open: { question: 'Should this team rewrite its monolith as microservices?' },
} as const

export type Scene = { readonly protocol: (typeof protocolNames)[number]; readonly motion: keyof typeof motions }

/**
 * A debate of three who do not agree, whose answers come one after another, so that they are written one by one. `key` stands in the models' names, so that
 * one vendor can serve many debates and they can be told apart; `faults` go to the second model.
 */
export function requestOf({ protocol, motion }: Scene, key: string, faults = ''): DebateRequest {
  const [one, other] = motion === 'closed' ? ['yes', 'no'] : ['keep', 'rewrite']
  const models = [
    `sim/ada+answer=${one}+latency=4+chunks=12+pace=1+key=${key}`,
    `sim/bob+answer=${other}+latency=12+key=${key}${faults}`,
    `sim-anthropic/cyd+latency=20+key=${key}`,
  ]
  return {
    motion: motions[motion],
    panel: models.map((model, index) => ({ model, name: ['Ada', 'Bob', 'Cyd'][index] ?? model })),
    protocol: { name: protocol },
    limits: { budgetUsd: 1 },
    seed: 7,
  }
}
