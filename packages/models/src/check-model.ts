import type { Ask, Model } from '@quorum/debate'

/** What came of it. `text`: what to say of it; milliseconds until then. */
export type Checked = { readonly ok: boolean; readonly text: string; readonly ms: number }

/** Milliseconds after which a model counts as unreachable. */
const patienceMs = 20_000

/** Asks a model for one word, which costs next to nothing, to see that address, key and name are right. */
export async function checkModel(model: Model): Promise<Checked> {
  const began = Date.now()
  let attempts = 0
  const request: Ask = {
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Answer with the one word: ready' }] }],
    maxOutput: Math.min(model.info.maxOutput, model.info.reasons ? 512 : 16),
    stream: false,
    exact: false,
    deadline: began + patienceMs,
    signal: AbortSignal.timeout(patienceMs),
    about: {
      turnId: '0.0',
      seat: 'check',
      act: 'opening',
      round: 0,
      seed: 0,
      question: 'ready?',
      options: [],
      answer: 'open',
      side: null,
      own: null,
      heard: [],
    },
    permit: async () => ({ granted: true, attempt: ++attempts }),
    again: async () => undefined,
  }
  const answer = await model.ask(request, () => undefined)
  const ms = Date.now() - began
  // A model that thinks may use up so short an answer before it says anything: it was reached all the same.
  const reached = answer.outcome === 'finish' || answer.kind === 'empty' || answer.kind === 'truncated'
  return { ok: reached, text: answer.outcome === 'finish' ? 'answers' : reached ? 'is reached' : answer.reason, ms }
}
