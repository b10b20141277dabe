/** Models of your own, given as values: anything that can be asked can sit on a panel. No network, no vendor. */
import type { Finish, Model } from '@quorum/debate'
import { openQuorum } from '@quorum/quorum'
import { memoryDisk, memoryStore } from '@quorum/store'

/** A model that always gives the same answer. A real one would call something here, after `permit` and before `sink`. */
function stubborn(name: string, answer: string): Model {
  return {
    info: { name, family: name, window: 8000, maxOutput: 2000, reasons: false, price: null, simulated: true },
    count: (messages) => messages.reduce((sum, { content }) => sum + content.reduce((length, { text }) => length + text.length, 0), 0),
    async ask(request, sink) {
      const permission = await request.permit({ deployment: name, model: name, maxOutput: request.maxOutput, worstNano: null })
      const cost = { nano: null, basis: 'zero', usage: null } as const
      if (!permission.granted)
        return { outcome: 'failure', attempt: null, kind: permission.kind, retryable: false, reason: 'not permitted', text: '', ...cost }
      const argument = `I have always held that it is ${answer}.`
      sink({ kind: 'text', text: argument, attempt: permission.attempt })
      const read = request.expects?.validate({ argument, answer, confidence: 0.9 })
      const finish: Finish = {
        outcome: 'finish',
        attempt: permission.attempt,
        text: argument,
        finish: 'stop',
        modelAnswered: name,
        ...cost,
      }
      return read?.ok ? { ...finish, value: read.value } : finish
    },
  }
}

const panel = new Map(
  [stubborn('own/one', '4'), stubborn('own/two', '4'), stubborn('own/three', '5')].map((model) => [model.info.name, model]),
)
const quorum = openQuorum({
  store: memoryStore(memoryDisk()),
  models: { find: (name) => panel.get(name) ?? `There is no model ${name}.`, configured: () => [], close: async () => undefined },
  runner: 'cli',
  app: 'example',
})

const { id, ending } = await quorum.start({
  motion: { question: 'What is 2 + 2?', answer: 'number' },
  panel: [...panel.keys()].map((model) => ({ model })),
  protocol: { name: 'vote' },
})
await ending
const { verdict } = await quorum.show(id)
console.log(`${verdict?.answer}; against it: ${verdict?.dissent.map(({ seat, answer }) => `${seat} (${answer})`).join(', ')}`)
await quorum.close()
if (verdict?.answer !== '4') process.exitCode = 1
