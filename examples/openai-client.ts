/** A debate as a model of the official OpenAI client: the deliberation comes as reasoning, the verdict as content. All models are simulated. */
import { modelCatalogue } from '@quorum/models'
import { openQuorum } from '@quorum/quorum'
import { openServer } from '@quorum/server'
import { startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore } from '@quorum/store'
import OpenAI from 'openai'

const simulator = await startSimulator()
const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: simulator.url } })
const room = openQuorum({ store: memoryStore(memoryDisk()), models, runner: 'server', app: 'example' })
const server = await openServer(room, { port: 0, app: 'example' })

const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none on loopback' })
const request = {
  model: 'quorum/vote',
  messages: [{ role: 'user' as const, content: 'Is a hot dog a sandwich? Answer yes or no.' }],
  quorum: { panel: [{ model: 'sim/ada' }, { model: 'sim/bob' }, { model: 'sim-anthropic/cyd' }] },
}

const whole = await openai.chat.completions.create(request)
console.log(`${whole.choices[0]?.message.content}\n(${whole.usage?.total_tokens} tokens)\n`)

let deliberation = ''
let verdict = ''
for await (const { choices } of await openai.chat.completions.create({ ...request, stream: true })) {
  const delta: { readonly content?: string | null; readonly reasoning_content?: string } = choices[0]?.delta ?? {}
  deliberation += delta.reasoning_content ?? ''
  verdict += delta.content ?? ''
}
console.log(`Streamed: ${verdict.length} characters of verdict after ${deliberation.length} of deliberation (simulated)`)

await server.close()
await simulator.close()
if (!verdict || !whole.choices[0]?.message.content) process.exitCode = 1
