import type { Debate } from '../debate.ts'
import type { Fact } from '../event.ts'
import type { Step } from '../protocol.ts'

type StepStarted = Extract<Fact, { type: 'step-started' }>

/** How a step is written into the log. What people said meanwhile is heard from the next step of the script on. */
export function startOf(debate: Debate, { plans, round }: Step, number: number): StepStarted {
  const heardBefore = new Set(debate.steps.flatMap(({ heard }) => heard))
  const words = plans.every(({ act }) => act === 'summary') ? [] : debate.spoken
  return {
    type: 'step-started',
    step: number,
    round,
    plans: plans.map((plan) => ({
      ...plan,
      hears: [...plan.hears],
      ...(plan.choices && { choices: [...plan.choices] }),
    })) as StepStarted['plans'],
    heard: words.filter(({ what, seq }) => what === 'interjection' && !heardBefore.has(seq)).map(({ seq }) => seq),
  }
}
