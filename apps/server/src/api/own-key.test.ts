import { createClient } from '@quorum/sdk'
import { expect, it, onTestFinished } from 'vitest'
import { openKeyed } from '../testing/keyed.ts'
import { openRig, quick } from '../testing/rig.ts'

const silent = { ...quick, panel: [{ model: 'sim/ada+fault=silent' }, { model: 'sim/bob+fault=silent' }], limits: { budgetUsd: 0.4 } }

it('tells a key what it may do, and what is left of its money', async () => {
  const rig = await openKeyed()
  onTestFinished(() => rig.close())
  const { id, key, by } = await rig.key({ name: 'website', budgetUsd: 5, dailyUsd: 1, perMinute: 90, tenant: 'acme' })
  await rig.ask('POST', '/api/v1/debates', silent, by)
  expect(await rig.get('/api/v1/keys/self', by)).toEqual({
    ...{ id, name: 'website', scope: 'run', tenant: 'acme', expiresAt: null, perMinute: 90, leftUsd: 0.6 },
    accounts: [
      { title: 'this key', capUsd: 5, spentUsd: 0, heldUsd: 0.4, leftUsd: 4.6 },
      { title: 'this key for today (UTC)', capUsd: 1, spentUsd: 0, heldUsd: 0.4, leftUsd: 0.6 },
    ],
  })
  const client = createClient({ baseUrl: rig.url, apiKey: key })
  expect(await client.keys.self()).toMatchObject({ name: 'website', leftUsd: 0.6 })
})

it('counts the user in whose name a key asks', async () => {
  const rig = await openKeyed({ server: { users: { budgetUsd: 2 } } })
  onTestFinished(() => rig.close())
  const { by } = await rig.key({ scope: 'read' })
  expect(await rig.get('/api/v1/keys/self', { ...by, 'x-quorum-user': 'ann' })).toMatchObject({
    ...{ scope: 'read', perMinute: 1200, leftUsd: 2 },
    accounts: [
      { title: 'this key', leftUsd: null },
      { title: 'the user "ann"', capUsd: 2, leftUsd: 2 },
    ],
  })
})

it('tells whoever is at the machine, and the operator, that nothing bounds them', async () => {
  const rig = await openRig()
  onTestFinished(() => rig.close())
  expect((await rig.ask('GET', '/api/v1/keys/self')).json()).toEqual({
    ...{ id: null, name: null, scope: 'admin', tenant: 'local', expiresAt: null, perMinute: null, leftUsd: null, accounts: [] },
  })
})
