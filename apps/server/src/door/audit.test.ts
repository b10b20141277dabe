import { expect, it, onTestFinished } from 'vitest'
import { openKeyed } from '../testing/keyed.ts'
import { quick } from '../testing/rig.ts'

it('says who changed what, and who was refused', async () => {
  const rig = await openKeyed()
  onTestFinished(() => rig.close())
  const { id, by } = await rig.key({ tenant: 'acme', scope: 'read' })
  const admin = await rig.key({ tenant: 'acme', scope: 'admin' })
  await rig.ask('GET', '/api/v1/debates', undefined, by)
  await rig.ask('POST', '/api/v1/debates/abc/stop', {}, by)
  await rig.ask('POST', '/api/v1/debates', quick)
  const entries = async (headers?: Record<string, string>) =>
    (await rig.get<{ entries: readonly Record<string, unknown>[] }>('/api/v1/audit', headers)).entries
  await expect.poll(async () => (await entries()).length).toBe(4)
  const all = await entries()
  expect(all.map(({ action, target, outcome, tenant }) => [action, target, outcome, tenant])).toEqual([
    ['createKey', id, 201, 'local'],
    ['createKey', admin.id, 201, 'local'],
    ['stopDebate', 'abc', 403, 'acme'],
    ['startDebate', null, 401, 'local'],
  ])
  expect(all[2]).toMatchObject({ principal: `key:${id}`, at: expect.any(String), requestId: expect.any(String) })
  expect(all[3]).toMatchObject({ principal: 'address:127.0.0.1' })
  expect(await entries(admin.by)).toEqual([all[2]])
})

it('keeps no secret of a path, and is not filled by who knocks all the time', async () => {
  const rig = await openKeyed({ server: { limits: { perAddress: 1000 } } })
  onTestFinished(() => rig.close())
  await rig.ask('GET', '/api/v1/shared/a-secret-token', undefined, { origin: 'https://evil.test' })
  for (let time = 0; time < 70; time++) await rig.ask('GET', '/api/v1/keys')
  await rig.key()
  const entries = async () => (await rig.get<{ entries: readonly unknown[] }>('/api/v1/audit?limit=500')).entries
  await expect.poll(async () => JSON.stringify(await entries())).toContain('createKey')
  expect(JSON.stringify(await entries())).toContain('getShared')
  expect((await entries()).length).toBeLessThanOrEqual(63)
  expect(JSON.stringify(await entries())).not.toContain('a-secret-token')
})
