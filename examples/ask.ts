/** The whole way as a library: three models over real sockets, a store in memory, a verdict. The models here are simulated. */
import { modelCatalogue } from '@quorum/models'
import { openQuorum } from '@quorum/quorum'
import { startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore } from '@quorum/store'

const simulator = await startSimulator()
const quorum = openQuorum({
  store: memoryStore(memoryDisk()),
  models: modelCatalogue({ env: { QUORUM_SIMULATOR_URL: simulator.url } }),
  runner: 'cli',
  app: 'example',
})

const { id } = await quorum.start({
  motion: { question: 'Is a hot dog a sandwich?', answer: 'yesno' },
  panel: [{ model: 'sim/ada' }, { model: 'sim/bob' }, { model: 'sim-anthropic/cyd' }],
  protocol: { name: 'roundtable', rounds: 2 },
  limits: { budgetUsd: 0.25 },
  seed: 7,
})
for await (const { event } of quorum.watch(id)) {
  if (event.type === 'turn-ended' && event.position) console.log(`${event.turnId}  ${event.position.answer}  (simulated)`)
}

const { status, verdict, spend } = await quorum.show(id)
console.log(`${status}: ${verdict?.answer}, agreement ${verdict?.agreement}, $${spend.costUsd}`)
await quorum.close()
await simulator.close()
if (status !== 'complete') process.exitCode = 1
