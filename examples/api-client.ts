/** A server, and a client of it that watches a debate as it happens. The models here are simulated. */
import { modelCatalogue } from '@quorum/models'
import { openQuorum } from '@quorum/quorum'
import { createClient, QuorumError } from '@quorum/sdk'
import { openServer } from '@quorum/server'
import { startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore } from '@quorum/store'

const simulator = await startSimulator()
const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: simulator.url } })
const room = openQuorum({ store: memoryStore(memoryDisk()), models, runner: 'server', app: 'example' })
const server = await openServer(room, { port: 0, app: 'example' })

const client = createClient({ baseUrl: server.url })
const { id } = await client.debates.start({
  motion: { question: 'Is a hot dog a sandwich?', answer: 'yesno' },
  panel: [{ model: 'sim/ada' }, { model: 'sim/bob' }, { model: 'sim-anthropic/cyd' }],
  limits: { budgetUsd: 0.25 },
  seed: 7,
})
for await (const { event, view } of client.debates.follow(id))
  if (event.type === 'turn-ended')
    console.log(`${event.turnId}  ${event.position?.answer ?? ''}  $${view.spend.costUsd} so far (simulated)`)

const { status, verdict } = await client.debates.get(id)
console.log(`${status}: ${verdict?.answer}, confidence ${verdict?.confidence.value.toFixed(2)}`)

const missing = await client.debates.get('d-1').catch((error: unknown) => error)
if (missing instanceof QuorumError) console.log(`${missing.status} ${missing.code}: ${missing.detail}`)

await server.close()
await simulator.close()
if (status !== 'complete') process.exitCode = 1
