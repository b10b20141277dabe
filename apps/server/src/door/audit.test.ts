import { expect, it, onTestFinished } from 'vitest'
import { connect } from '../live/testing/connect.ts'
import { agreed, ask, clientAt, debateIn, type Era } from '../mcp/testing/client.ts'
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

it.each<Era>([
  'legacy',
  'auto',
])('says of the Model Context Protocol which tools changed something, and not who said hello (%s)', async (era) => {
  const rig = await openKeyed()
  onTestFinished(() => rig.close())
  const { id, by } = await rig.key()
  const client = await clientAt(rig.url, era, by)
  await client.listTools()
  const made = debateIn(await client.callTool({ name: 'debate', arguments: ask(agreed) }))
  await client.callTool({ name: 'get_debate', arguments: { debate_id: made.debate_id } })
  await client.close()
  await rig.key({ name: 'last' })
  const entries = async () => (await rig.get<{ entries: readonly Record<string, unknown>[] }>('/api/v1/audit')).entries
  await expect.poll(async () => (await entries()).length).toBeGreaterThanOrEqual(3)
  const [, ...rest] = await entries()
  expect(rest.map(({ action, target }) => [action, target])).toEqual([
    ['callMcp', 'debate'],
    ['createKey', expect.any(String)],
  ])
  expect(rest[0]).toMatchObject({ principal: `key:${id}`, outcome: 200 })
})

it('says the same of a command, whether it came by a request or over a socket', async () => {
  const rig = await openKeyed()
  onTestFinished(() => rig.close())
  const { id: key, by } = await rig.key()
  const silent = { ...quick, panel: [{ model: 'sim/ada+fault=silent' }, { model: 'sim/bob+fault=silent' }] }
  const { id } = (await rig.ask('POST', '/api/v1/debates', silent, by)).json<{ id: string }>()
  const path = `/api/v1/debates/${id}`
  const socket = await connect(`${rig.url}${path}/ws`, { headers: by })
  onTestFinished(() => socket.socket.terminate())
  for (const type of ['pause', 'resume', 'interject']) {
    await rig.ask('POST', `${path}/${type}`, type === 'interject' ? { text: 'Mind the bun.' } : {}, by)
    await socket.command({ type, ...(type === 'interject' && { text: 'Mind the bun.' }) })
  }
  const steered = async () => {
    const { entries } = await rig.get<{ entries: readonly Record<string, unknown>[] }>('/api/v1/audit')
    return entries.filter(({ target, action }) => target === id && action !== 'watchSocket')
  }
  await expect.poll(async () => (await steered()).length).toBe(6)
  const told = (await steered()).map(({ action, principal, tenant, outcome }) => JSON.stringify([action, principal, tenant, outcome]))
  const actions = ['pauseDebate', 'resumeDebate', 'interject']
  const each = actions.map((action) => JSON.stringify([action, `key:${key}`, 'local', 202]))
  expect(told.toSorted()).toEqual([...each, ...each].toSorted())
})
