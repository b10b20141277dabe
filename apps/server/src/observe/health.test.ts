import { StoreError } from '@quorum/store'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openRig, quick, type Rig } from '../testing/rig.ts'

async function opened(options: Parameters<typeof openRig>[0] = {}): Promise<Rig> {
  const rig = await openRig(options)
  onTestFinished(() => rig.close())
  return rig
}

test('a server that can work says so, without a key, too', async () => {
  const rig = await opened({ server: { auth: true } })
  expect((await rig.ask('GET', '/healthz')).json()).toEqual({ status: 'ok' })
  expect((await rig.ask('GET', '/readyz')).json()).toEqual({ status: 'ready' })
  expect((await rig.ask('GET', '/metrics')).status).toBe(401)
})

test('a server whose store takes no writes lives, but is not ready', async () => {
  const rig = await opened()
  vi.spyOn(rig.store.documents, 'put').mockRejectedValue(new StoreError('disk-full', 'The disk is full.'))
  expect((await rig.ask('GET', '/healthz')).status).toBe(200)
  const { status, headers, text } = await rig.ask('GET', '/readyz')
  expect([status, headers.get('retry-after')]).toEqual([503, '5'])
  expect(text).toContain('The store takes no writes: The disk is full.')
})

test('a server that drains is not ready, takes no debates, and still answers who looks', async () => {
  const rig = await opened({ server: { graceMs: 60_000 } })
  const slow = { ...quick, panel: quick.panel.map(({ model }) => ({ model: `${model}+latency=3000` })) }
  const { id } = (await rig.ask('POST', '/api/v1/debates', slow)).json<{ id: string }>()
  await expect
    .poll(async () => (await rig.ask('GET', `/api/v1/debates/${id}/events`, undefined, { accept: 'application/json' })).text)
    .toContain('turn-started')
  const stream = fetch(`${rig.url}/api/v1/debates/${id}/events`).then((response) => response.text())
  await expect.poll(async () => (await rig.ask('GET', '/metrics')).text).toContain('quorum_watchers 1')
  const closed = rig.server.close()
  expect((await rig.ask('GET', '/readyz')).status).toBe(503)
  const refused = await rig.ask('POST', '/api/v1/debates', quick)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
  expect((await rig.ask('GET', `/api/v1/debates/${id}`)).status).toBe(200)
  expect(await stream).not.toContain('debate-ended')
  await closed
})
