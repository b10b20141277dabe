import { modelCatalogue } from '@quorum/models'
import { memoryDisk, memoryStore } from '@quorum/store'
import { expect, it, onTestFinished } from 'vitest'
import { openQuorum } from './open-quorum.ts'
import { startVendor } from './testing/vendor.ts'

it('says of a debate in a list what it cost, and null where a price is not known', async () => {
  const vendor = await startVendor()
  onTestFinished(() => vendor.close())
  const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: vendor.url }, overrides: { models: { 'sim/cyd': { price: null } } } })
  const quorum = openQuorum({ store: memoryStore(memoryDisk()), models, runner: 'cli', app: 'test' })
  onTestFinished(() => quorum.close())
  for (const other of ['sim/bob', 'sim/cyd']) {
    const panel = [{ model: 'sim/ada' }, { model: other }]
    const { id, ending } = await quorum.start({ motion: { question: 'Is it so?' }, panel, protocol: { name: 'vote' }, tags: [other] })
    await ending
    const { status, spend } = await quorum.show(id)
    const [row] = (await quorum.list({ tag: other })).rows
    expect(row).toMatchObject({ id, title: 'Is it so?', tags: [other], status, protocol: 'vote', simulated: true, costUsd: spend.costUsd })
    expect(row?.costUsd === null).toBe(other === 'sim/cyd')
  }
})
