import { modelCatalogue } from '@quorum/models'
import type { Preset } from '@quorum/quorum'
import { afterEach, expect, it } from 'vitest'
import { openRig, type Rig } from '../testing/rig.ts'
import { debates } from './testing/debate-models.ts'

const rigs: Rig[] = []
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close()
})

/** A panel whose second seat is held by a debate of the server itself. */
const nested = (name: string, inner: string): Preset => ({
  name,
  summary: 'a model and a debate',
  request: {
    panel: [{ model: 'sim/ada+answer=Tabs' }, { model: `openai/quorum/${inner}`, name: 'nest' }],
    judges: ['sim/eve'],
    protocol: { name: 'vote' },
    limits: { onNoQuorum: 'go-on' },
  },
})
const plain: Preset = {
  name: 'plain',
  summary: 'two simulated models',
  request: { panel: [{ model: 'sim/ada+answer=Tabs' }, { model: 'sim/bob+answer=Tabs' }], protocol: { name: 'vote' } },
}

/** A server that finds the models of OpenAI at its own address. */
async function openMirror(maxDepth?: number): Promise<Rig> {
  const env: Record<string, string> = { OPENAI_API_KEY: 'unused' }
  const models = modelCatalogue({ env, overrides: { providers: { openai: { quirks: { structured: 'none' } } } }, random: () => 0 })
  const presets = [plain, nested('above-plain', 'plain'), nested('mirror', 'mirror')]
  const rig = await openRig({ room: { models, presets }, ...(maxDepth !== undefined && { server: { maxDepth } }) })
  // The catalogue looks only when a model is first asked for.
  Object.assign(env, { QUORUM_SIMULATOR_URL: rig.vendor.url, OPENAI_BASE_URL: `${rig.url}/v1` })
  rigs.push(rig)
  return rig
}

const ask = (rig: Rig, model: string, headers: Record<string, string> = {}) =>
  rig.ask('POST', '/v1/chat/completions', { model, messages: [{ role: 'user', content: 'Tabs or spaces?' }] }, headers)

/** How many debates stand above each debate of a server, in order. A nested one that gives no usable answer is asked again. */
async function depths(rig: Rig): Promise<number[]> {
  const openings = await Promise.all((await debates(rig)).map((id) => rig.room.read(id, 0, 1)))
  return openings.flatMap((entries) => entries.map(({ text }) => JSON.parse(text).depth ?? 0)).toSorted()
}

it('lets a debate sit on the panel of another one', async () => {
  const rig = await openMirror()
  const { status, json } = await ask(rig, 'quorum/above-plain')
  expect([status, json()]).toMatchObject([200, { quorum: { failed_models: [] } }])
  const [outer, ...inner] = await depths(rig)
  expect([outer, ...new Set(inner)]).toEqual([0, 1])
})

it('does not let a debate ask for itself for ever', async () => {
  const rig = await openMirror()
  expect((await ask(rig, 'quorum/mirror')).status).toBe(200)
  const [outer, ...inner] = await depths(rig)
  expect([outer, ...new Set(inner)]).toEqual([0, 1])
  const [innermost = ''] = await debates(rig)
  const refused = (await rig.room.events(innermost)).find(({ type }) => type === 'turn-failed')
  expect(refused).toMatchObject({ kind: 'bad-request', reason: expect.stringContaining('within 2 debates') })
})

it('lets none sit on any panel where the operator says so', async () => {
  const rig = await openMirror(0)
  await ask(rig, 'quorum/above-plain')
  expect(await depths(rig)).toEqual([0])
  const deep = await ask(rig, 'quorum/plain', { 'x-quorum-depth': '1' })
  expect([deep.status, deep.json()]).toMatchObject([400, { error: { code: 'too_deep', param: 'model', type: 'invalid_request_error' } }])
  expect(deep.headers.get('x-should-retry')).toBe('false')
})
