import type { ModelInfo, Usage } from '@quorum/debate'
import { describe, expect, test } from 'vitest'
import { ownPrice } from '../prices/own-price.ts'
import { askOf, positionShape } from '../testing/ask-of.ts'
import { type Line, scriptedModel, someInfo } from '../testing/scripted-model.ts'
import { cost } from './cost.ts'

/** $3 in, $0.30 cached, $3.75 written, $15 out per million; twice as much for all from 200,001 tokens of input on; a tenth of a cent a request. */
const price = {
  asOf: 'test',
  requestNano: 1_000_000,
  tiers: [
    { above: 0, input: 3_000_000, cached: 300_000, cacheWrite: 3_750_000, output: 15_000_000 },
    { above: 200_001, input: 6_000_000, cached: 600_000, cacheWrite: 7_500_000, output: 30_000_000 },
  ],
}
const priced: ModelInfo = { ...someInfo, price }
const usage: Usage = { input: 1_000, cached: 400, cacheWrite: 100, output: 200, reasoning: 150 }

async function spent(line: Line, info = priced, options = {}) {
  const ask = askOf({ maxOutput: 500 })
  const result = await cost(scriptedModel([line], { info }), options).ask(ask.request, ask.sink)
  return { nano: result.nano, reserved: ask.starts[0]?.worstNano }
}

describe('the cost of an attempt', () => {
  test('is the usage at its rates: fresh, cached and written input, output with its thinking, and the request', async () => {
    // 500 fresh, 400 cached, 100 written, 200 out.
    const expected = 1_000_000 + 500 * 3_000 + 400 * 300 + 100 * 3_750 + 200 * 15_000
    expect((await spent({ says: ['x'], usage })).nano).toBe(expected)
    expect((await spent({ says: ['x'], usage, basis: 'counted' })).nano).toBe(expected)
  })

  test('is that of the dearer tier for the whole request once the input reaches it', async () => {
    const many = { input: 200_001, cached: 0, cacheWrite: 0, output: 10, reasoning: 0 }
    expect((await spent({ says: ['x'], usage: many })).nano).toBe(1_000_000 + 200_001 * 6_000 + 10 * 30_000)
    expect((await spent({ says: ['x'], usage: { ...many, input: 200_000 } })).nano).toBe(1_000_000 + 200_000 * 3_000 + 10 * 15_000)
  })

  test('is all that was reserved where nobody knows, and nothing where nothing was billed', async () => {
    const { nano, reserved } = await spent({ fails: 'stalled', basis: 'worst', says: ['half'] })
    expect(nano).toBe(reserved)
    expect(nano).toBeGreaterThan(1_000_000 + 500 * 15_000)
    expect((await spent({ fails: 'server' })).nano).toBe(0)
  })

  test('reserves by exact counts where the request says so', async () => {
    const reserveFor = async (exact: boolean) => {
      const ask = askOf({ maxOutput: 500 })
      const scripted = scriptedModel([{ says: ['x'], usage }], { info: priced })
      const model = { ...scripted, count: (_: unknown, exactly: boolean) => (exactly ? 100 : 300) }
      await cost(model).ask({ ...ask.request, exact }, ask.sink)
      return ask.starts[0]?.worstNano
    }
    expect(await reserveFor(true)).toBe(1_000_000 + 100 * 3_750 + 500 * 15_000)
    expect(await reserveFor(false)).toBe(1_000_000 + 300 * 3_750 + 500 * 15_000)
  })

  test('is not known without a price, but nothing is nothing', async () => {
    expect(await spent({ says: ['x'], usage }, someInfo)).toEqual({ nano: null, reserved: null })
    expect(await spent({ fails: 'stalled', basis: 'worst' }, someInfo)).toEqual({ nano: null, reserved: null })
    expect((await spent({ fails: 'server' }, someInfo)).nano).toBe(0)
  })

  test('is at the price of the model that answered, where a router chose another', async () => {
    const priceOf = (model: string) => (model === 'dear' ? ownPrice({ input: 1_000, output: 1_000 }) : null)
    const options = { priceOf }
    expect((await spent({ says: ['x'], usage, answers: 'dear' }, priced, options)).nano).toBe(1_200 * 1_000_000)
    expect((await spent({ says: ['x'], usage, answers: 'unheard-of' }, priced, options)).nano).toBe(
      (await spent({ says: ['x'], usage })).nano,
    )
  })
})

describe('the reserve', () => {
  test('holds the counted prompt at the dearest input rate, the schema, and the whole output cap', async () => {
    const ask = askOf({ maxOutput: 500, expects: positionShape() })
    const model = scriptedModel(['x'], { info: priced })
    await cost(model).ask(ask.request, ask.sink)
    const bare = askOf({ maxOutput: 500 })
    await cost(model).ask(bare.request, bare.sink)
    const without = 1_000_000 + model.count(bare.request.messages, false) * 3_750 + 500 * 15_000
    expect(bare.starts[0]?.worstNano).toBe(without)
    expect(ask.starts[0]?.worstNano).toBeGreaterThan(without + 50 * 3_750)
  })

  test('is that of the cap that the wire really sends', async () => {
    const ask = askOf({ maxOutput: 50_000 })
    const wire = scriptedModel(['x'], { info: priced })
    const clamping = { ...wire, ask: (request: typeof ask.request) => wire.ask({ ...request, maxOutput: 100 }, ask.sink) }
    await cost(clamping).ask(ask.request, ask.sink)
    expect(ask.starts[0]?.worstNano).toBeLessThan(1_000_000 + 50_000 * 15_000)
  })
})
