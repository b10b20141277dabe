/** A protocol of your own: a pure script over steps, tried here without any model and then with a panel. */
import { protocol, step } from '@quorum/debate'
import { modelCatalogue } from '@quorum/models'
import { openQuorum } from '@quorum/quorum'
import { startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore } from '@quorum/store'
import { z } from 'zod'

/** The last word: everybody answers, and the last seat, having read all others, decides alone. */
const lastWord = protocol({
  name: 'last-word',
  version: 1,
  summary: 'all speak, the last one decides',
  options: z.object({}),
  closing: null,
  calls: (debaters) => ({ low: debaters, expected: debaters, high: debaters }),
  *script({ debaters }) {
    const last = debaters.at(-1)
    const others = debaters.slice(0, -1)
    const heard = yield* step(
      others.map(({ name }) => ({ seat: name, act: 'opening' as const, hears: [] })),
      { round: 0 },
    )
    const hears = heard.outcomes.flatMap(({ turn }) => turn?.id ?? [])
    const { outcomes } = yield* step([{ seat: last?.name ?? '', act: 'opening' as const, hears }], { round: 0 })
    const turn = outcomes[0]?.turn
    if (!turn) return null
    const vote = [{ answer: turn.position.answer, seats: [turn.seat] }]
    return { answer: turn.position.answer, before: vote, after: vote, stopReason: 'the last one spoke' }
  },
})

const simulator = await startSimulator()
const quorum = openQuorum({
  store: memoryStore(memoryDisk()),
  models: modelCatalogue({ env: { QUORUM_SIMULATOR_URL: simulator.url } }),
  runner: 'cli',
  app: 'example',
  protocols: [lastWord],
})
const { id, ending } = await quorum.start({
  motion: { question: 'Tabs or spaces?', options: ['tabs', 'spaces'] },
  panel: [{ model: 'sim/ada' }, { model: 'sim/bob' }, { model: 'sim/cyd' }],
})
await ending
const { status, verdict } = await quorum.show(id)
console.log(`${status}: ${verdict?.answer} (simulated), because ${verdict?.stopReason}`)
await quorum.close()
await simulator.close()
if (!verdict) process.exitCode = 1
