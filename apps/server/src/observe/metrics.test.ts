import { modelCatalogue } from '@quorum/models'
import { expect, onTestFinished, test } from 'vitest'
import { openRig, quick, type Rig } from '../testing/rig.ts'

async function opened(): Promise<Rig> {
  const rig = await openRig()
  onTestFinished(() => rig.close())
  return rig
}

/** The value of a series, by its exact name and labels. */
async function read(rig: Rig, series: string): Promise<number> {
  const { text } = await rig.ask('GET', '/metrics')
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line ? Number(line.split(' ').at(-1)) : 0
}

async function held(rig: Rig, body: unknown = quick): Promise<void> {
  const { id } = (await rig.ask('POST', '/api/v1/debates', body)).json<{ id: string }>()
  expect((await rig.ask('GET', `/api/v1/debates/${id}/events`)).text).toContain('debate-ended')
}

test('what a debate does is counted: how it ended, its turns, requests, tokens and times', async () => {
  const rig = await opened()
  await held(rig)
  expect(await read(rig, 'quorum_debates_total{protocol="vote",status="complete"}')).toBe(1)
  expect(await read(rig, 'quorum_debates_begun_total{protocol="vote"}')).toBe(1)
  expect(await read(rig, 'quorum_turns_total{act="opening",outcome="said"}')).toBe(3)
  expect(await read(rig, 'quorum_attempts_total{model="sim/ada",outcome="ended"}')).toBe(1)
  expect(await read(rig, 'quorum_answer_seconds_count{model="sim/ada"}')).toBe(1)
  expect(await read(rig, 'quorum_tokens_total{kind="output",model="sim/bob"}')).toBeGreaterThan(0)
  expect(await read(rig, 'quorum_cost_dollars_total{model="sim/ada"}')).toBeGreaterThan(0)
  expect(await read(rig, 'quorum_debate_wait_seconds_count')).toBe(1)
  expect(await read(rig, 'quorum_commit_seconds_count')).toBeGreaterThan(5)
  expect(await read(rig, 'quorum_debates_running')).toBe(0)
  expect(await read(rig, 'quorum_debates_waiting')).toBe(0)
})

test('a model that fails is counted with its retries, its kind and the turn that is missing', async () => {
  const rig = await opened()
  const panel = [...quick.panel.slice(0, 2), { model: 'sim/eve+fault=401' }, { model: 'sim/fay+fault=503*1' }]
  await held(rig, { ...quick, panel })
  const { text } = await rig.ask('GET', '/metrics')
  expect(text).toMatch(/quorum_failures_total\{model="sim\/eve",kind="auth"\} 1/)
  expect(text).toMatch(/quorum_retries_total\{model="sim\/fay"\} 1/)
  expect(text).toMatch(/quorum_attempts_total\{model="sim\/fay",outcome="ended"\} 1/)
  expect(await read(rig, 'quorum_turns_total{act="opening",outcome="absent"}')).toBeGreaterThan(0)
})

test('who reads a debate is counted as long as it does, and streams do not count as slow answers', async () => {
  const rig = await opened()
  const slow = { ...quick, panel: quick.panel.map(({ model }) => ({ model: `${model}+latency=60000` })) }
  const { id } = (await rig.ask('POST', '/api/v1/debates', slow)).json<{ id: string }>()
  const left = new AbortController()
  const stream = await fetch(`${rig.url}/api/v1/debates/${id}/events`, { signal: left.signal })
  const reader = stream.body?.getReader()
  await reader?.read()
  await expect.poll(() => read(rig, 'quorum_watchers')).toBe(1)
  expect(await read(rig, 'quorum_debates_running')).toBe(1)
  left.abort()
  await expect.poll(() => read(rig, 'quorum_watchers')).toBe(0)
  await expect.poll(() => read(rig, 'quorum_http_requests_total{operation="listEvents",status="200"}')).toBe(1)
  expect(await read(rig, 'quorum_http_request_seconds_count{operation="listEvents"}')).toBe(0)
  expect(await read(rig, 'quorum_http_request_seconds_count{operation="startDebate"}')).toBe(1)
})

test('requests to no route share one series, whatever they are called', async () => {
  const rig = await opened()
  for (const path of ['/a', '/b', '/api/v1/debates/nobody']) await rig.ask('GET', path)
  expect(await read(rig, 'quorum_http_requests_total{operation="none",status="404"}')).toBe(2)
  expect(await read(rig, 'quorum_http_requests_total{operation="getDebate",status="404"}')).toBe(1)
})

test('pauses and goings-on are counted, and how long the first words took', async () => {
  const rig = await opened()
  const slow = { ...quick, panel: quick.panel.map(({ model }) => ({ model: `${model}+latency=200` })) }
  const { id } = (await rig.ask('POST', '/api/v1/debates', slow)).json<{ id: string }>()
  // Somebody reads it, so its words are streamed.
  const stream = rig.ask('GET', `/api/v1/debates/${id}/events`)
  await rig.ask('POST', `/api/v1/debates/${id}/pause`)
  await expect.poll(async () => (await rig.room.row(id)).status).toBe('paused')
  expect(await read(rig, 'quorum_debate_pauses_total{protocol="vote"}')).toBe(1)
  await rig.ask('POST', `/api/v1/debates/${id}/resume`)
  expect((await stream).text).toContain('debate-ended')
  expect(await read(rig, 'quorum_debate_resumptions_total{cause="person"}')).toBe(1)
  expect(await read(rig, 'quorum_first_token_seconds_count{model="sim/ada"}')).toBe(1)
  expect(await read(rig, 'quorum_first_token_seconds_sum{model="sim/ada"}')).toBeGreaterThanOrEqual(0.2)
})

test('a model that stands in is counted', async () => {
  const env: Record<string, string> = {}
  const alternatives = { 'sim/eve+fault=401': { fallbacks: ['sim-anthropic/dan'] } }
  const rig = await openRig({ room: { models: modelCatalogue({ env, overrides: { alternatives } }) } })
  onTestFinished(() => rig.close())
  Object.assign(env, { QUORUM_SIMULATOR_URL: rig.vendor.url })
  await held(rig, { ...quick, panel: [...quick.panel, { model: 'sim/eve+fault=401' }] })
  const { text } = await rig.ask('GET', '/metrics')
  expect(text).toMatch(/quorum_fallbacks_total\{model="sim-anthropic\/dan"\} 1/)
})

test('a request whose price nobody knows is counted as such, and adds nothing to the cost', async () => {
  const env: Record<string, string> = {}
  const rig = await openRig({ room: { models: modelCatalogue({ env }) } })
  onTestFinished(() => rig.close())
  Object.assign(env, { QUORUM_SIMULATOR_URL: rig.vendor.url, OLLAMA_HOST: rig.vendor.url })
  await held(rig, { ...quick, panel: [...quick.panel, { model: 'ollama/qwen3+answer=yes' }] })
  const { text } = await rig.ask('GET', '/metrics')
  expect(text).toMatch(/quorum_unpriced_attempts_total\{model="ollama\/qwen3"\} 1\n/)
  expect(text).not.toMatch(/quorum_unpriced_attempts_total\{model="sim/)
  expect(text).not.toMatch(/quorum_cost_dollars_total\{model="ollama/)
})

test('debates that wait for room are counted until they are taken up', async () => {
  const rig = await openRig({ room: { sweep: { capacity: 1, everyMs: 20 } } })
  onTestFinished(() => rig.close())
  const slow = { ...quick, panel: quick.panel.map(({ model }) => ({ model: `${model}+latency=60000` })) }
  const ids: string[] = []
  for (let time = 0; time < 3; time++) ids.push((await rig.ask('POST', '/api/v1/debates', slow)).json<{ id: string }>().id)
  expect(await read(rig, 'quorum_debates_running')).toBe(1)
  expect(await read(rig, 'quorum_debates_waiting')).toBe(2)
  for (const left of [1, 0]) {
    await rig.ask('POST', `/api/v1/debates/${ids.shift()}/stop`)
    await expect.poll(() => read(rig, 'quorum_debates_waiting'), { timeout: 10_000 }).toBe(left)
  }
})
