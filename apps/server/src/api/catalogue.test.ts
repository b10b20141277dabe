import { type Operation, operations } from '@quorum/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../testing/keyed.ts'
import { openRig, quick, type Rig } from '../testing/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig?.close())

/** What an operation answers, held against its own schema. */
async function told<T>({ method, path, success }: Operation, body?: unknown, query = ''): Promise<T> {
  const answer = await rig.ask(method, path + query, body)
  expect(answer.status).toBe(200)
  success.body?.parse(answer.json())
  return answer.json<T>()
}

describe('the catalogue', () => {
  it('names the models that can be asked, with window and price in dollars', async () => {
    const { models } = await told<{ models: { name: string }[] }>(operations.listModels)
    expect(models.find(({ name }) => name === 'sim/ada')).toMatchObject({
      provider: 'sim',
      family: 'ada',
      inputUsdPerMillion: 1,
      outputUsdPerMillion: 4,
      simulated: true,
    })
    expect(models.map(({ name }) => name.split('/')[0])).not.toContain('openai')
  })

  it('names the ways to debate, with their options as a JSON schema', async () => {
    const { protocols } = await told<{ protocols: { name: string; options: unknown }[] }>(operations.listProtocols)
    expect(protocols.map(({ name }) => name)).toEqual(rig.room.protocols.map(({ name }) => name))
    for (const { options } of protocols) expect(options).toMatchObject({ type: 'object' })
  })

  it('names the presets, with what each sets', async () => {
    const { presets } = await told<{ presets: unknown[] }>(operations.listPresets)
    expect(presets).toEqual(JSON.parse(JSON.stringify(rig.room.presets)))
  })
})

describe('an estimate', () => {
  it('says what a debate would come to, and asks nobody', async () => {
    const before = rig.vendor.requests().length
    const { calls, costUsd } = await told<Record<'calls' | 'costUsd', { low: number; expected: number; high: number }>>(
      operations.estimateDebate,
      quick,
    )
    for (const range of [calls, costUsd]) {
      expect(range.low).toBeGreaterThan(0)
      expect(range.low).toBeLessThanOrEqual(range.expected)
      expect(range.expected).toBeLessThanOrEqual(range.high)
    }
    expect(rig.vendor.requests()).toHaveLength(before)
    expect((await rig.room.list({})).rows).toEqual([])
  })

  it('is refused where the debate would be', async () => {
    const estimate = async (body: object) => codeOf(await rig.ask('POST', '/api/v1/estimate', body))
    expect(await estimate({ ...quick, panel: [{ model: 'nobody/x' }] })).toBe('400 unknown-model')
    expect(await estimate({ ...quick, panel: [{ model: 'openai/gpt-5-mini' }] })).toBe('400 unknown-model')
    expect(await estimate({})).toBe('400 bad-request')
  })
})

describe('the figures', () => {
  it('are of debates that have ended, since a day where one is given', async () => {
    const { ending } = await rig.room.start(quick as Parameters<Rig['room']['start']>[0])
    await ending
    const { debates, models } = await told<{ debates: number; models: { model: string; wins: number }[] }>(operations.getStats)
    expect(debates).toBe(1)
    expect(models.find(({ model }) => model.includes('ada'))).toMatchObject({ debates: 1, calls: 1, wins: 1, flips: 0 })
    const later = new Date(Date.now() + 86_400_000).toISOString()
    expect(await told(operations.getStats, undefined, `?since=${later}`)).toMatchObject({ since: later, debates: 0, models: [] })
    expect(codeOf(await rig.ask('GET', '/api/v1/stats?since=yesterday'))).toBe('400 bad-request')
  })
})
