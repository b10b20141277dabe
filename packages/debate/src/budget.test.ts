import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admit, capsOf } from './engine/purse.ts'
import type { Ask, ModelInfo } from './model.ts'
import { worstNano } from './price.ts'
import {
  attempts,
  checkHistory,
  fails,
  type Line,
  opinion,
  panelOf,
  playDebate,
  type Stage,
  says,
  scriptedModel,
  seatOf,
  someInfo,
  somePrice,
  stageDebate,
} from './testing/index.ts'

const modelWith = (info: Partial<ModelInfo> = {}) => scriptedModel({ info: { ...someInfo, ...info }, lines: [] })
const worst = (request: Ask) => says(opinion(request.about.seat === 'bob' ? 'no' : 'yes')(request), { basis: 'worst' })
const started = ({ events }: Stage) => events.flatMap((event) => (event.type === 'turn-started' ? [event] : []))

describe('A step is admitted', () => {
  const wanted = [
    { turnId: '0.0', act: 'opening', model: modelWith(), inputTokens: 1000 },
    { turnId: '0.1', act: 'opening', model: modelWith(), inputTokens: 1000 },
  ] as const
  const at = (maxOutput: number) => worstNano(somePrice, 1000, maxOutput)

  test('with the whole caps of its acts where they fit, all shrunk alike where they do not', () => {
    const caps = (free: number) => [...(admit(wanted, free)?.values() ?? [])].map(({ maxOutput }) => maxOutput)
    expect(caps(Number.POSITIVE_INFINITY)).toEqual([1500, 1500])
    expect(caps(2 * at(1500))).toEqual([1500, 1500])
    expect(caps(2 * at(1500) - 1)).toEqual([1225, 1225])
    expect(caps(2 * at(400))).toEqual([400, 400])
  })

  test('whole or not at all: not below the floor of any', () => expect(admit(wanted, 2 * at(400) - 1)).toBe(null))

  test('always, if nobody in it costs anything', () => expect(admit([], -1)).toEqual(new Map()))

  test('with room to think for models that do', () => {
    expect(capsOf('opening', modelWith({ reasons: true }))).toEqual({ cap: 5500, floor: 4400 })
    expect(capsOf('opening', modelWith({ maxOutput: 1000 }))).toEqual({ cap: 1000, floor: 400 })
  })
})

describe('Money', () => {
  test('for the closing turn is set aside: reviews that do not fit are left out, and the chairman still concludes', async () => {
    const stage = await playDebate({
      protocol: 'council',
      lines: { ada: worst, bob: worst, cyd: worst },
      limits: { budgetNano: 32_000_000 },
    })
    expect(stage.debate.steps.map(({ turns }) => turns.map(({ plan, outcome }) => outcome?.absent ?? plan.act))).toEqual([
      ['opening', 'opening', 'opening'],
      ['budget', 'budget', 'budget'],
      ['synthesis'],
    ])
    expect(stage.ending).toMatchObject({ status: 'budget', verdict: { answer: 'yes' }, stopReason: 'the chairman concluded' })
    expect(checkHistory(stage)).toEqual([])
  })

  test('that is held for others and for the end is not spent on retries', async () => {
    const greedy = (request: Ask) => attempts(...Array.from({ length: 9 }, () => fails('cut')), worst(request))
    const lines = { ada: greedy, bob: (request: Ask) => ({ ...worst(request), queuedMs: 5000 }), cyd: worst }
    const stage = await playDebate({ protocol: 'council', lines, limits: { budgetNano: 40_000_000 } })
    expect(stage.debate.steps[0]?.turns.map(({ outcome }) => outcome?.absent)).toEqual(['budget', undefined, undefined])
    expect(stage.ending).toMatchObject({ status: 'budget', verdict: { answer: 'yes' }, stopReason: 'the chairman concluded' })
    expect(checkHistory(stage)).toEqual([])
  })

  test('that a crash ate up in the middle of a round leaves the verdict of the round before', async () => {
    const lines = Object.fromEntries(
      ['ada', 'bob', 'cyd'].map((name) => [name, (request: Ask) => says(worst(request).answer, { afterMs: request.about.round * 1000 })]),
    )
    const stage = stageDebate({ protocol: 'roundtable', lines, limits: { budgetNano: 26_000_000 } })
    stage.run()
    await stage.clock.advance(500)
    stage.crash()
    stage.run({ cause: 'crash' })
    await stage.idle()
    expect(stage.debate.steps[1]?.turns.map(({ outcome }) => outcome?.absent)).toContain('budget')
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'budget', verdict: { answer: 'yes' } })
  })

  test('is not risked again on a model that billed beyond its cap, in whatever seat', async () => {
    const panel = panelOf(seatOf('ada', 'debater', { name: 'test/same' }), seatOf('bob', 'debater', { name: 'test/same' }), 'cyd')
    const lines = {
      ada: (request: Ask) => says(opinion('yes')(request), { nano: 900_000_000 }),
      bob: (request: Ask) => says(opinion('yes')(request), { queuedMs: 1000 }),
    }
    const stage = await playDebate({ protocol: 'vote', panel, lines })
    expect(stage.sent.map(({ turnId }) => turnId)).toEqual(['0.0', '0.2'])
    expect(stage.events.filter((event) => event.type === 'turn-ended' && event.overrun)).toMatchObject([{ turnId: '0.0' }])
    expect(stage.ending).toMatchObject({ status: 'degraded', verdict: { missing: [{ seat: 'bob', reason: 'overrun' }] } })
    expect(checkHistory(stage)).toEqual([])
  })

  test('that a crash may have cost counts as spent when the debate goes on', async () => {
    const stage = stageDebate({
      protocol: 'vote',
      lines: { ada: (request) => says(opinion('yes')(request), { afterMs: 1000 }) },
      limits: { budgetNano: 24_000_000 },
    })
    stage.run()
    await stage.clock.advance(100)
    stage.crash()
    stage.run({ cause: 'crash' })
    await stage.idle()
    const [first, again] = started(stage).filter(({ turnId }) => turnId === '0.0')
    expect(first?.maxOutput).toBe(1500)
    expect(again?.maxOutput).toBeLessThanOrEqual(1500)
    expect(stage.debate.spend.nano).toBeGreaterThan(first?.reserveNano ?? 0)
    expect(checkHistory(stage)).toEqual([])
  })
})

/** What one turn does, as numbers that fast-check can shrink: fails so often first, at what basis, and bills so much of its reserve. */
const course = fc.record({
  failures: fc.nat(3),
  basis: fc.constantFrom('zero', 'worst', 'vendor'),
  overrun: fc.boolean(),
  output: fc.integer({ min: 1, max: 1500 }),
  afterMs: fc.nat(50),
})
type Course = typeof course extends fc.Arbitrary<infer Value> ? Value : never

const lineOf = ({ failures, basis, overrun, output, afterMs }: Course, request: Ask): Line => {
  const usage = { input: 10, cached: 0, cacheWrite: 0, output: Math.min(output, request.maxOutput), reasoning: 0 }
  const answer = says(opinion(request.about.seat < 'c' ? 'yes' : 'no')(request), { afterMs, usage, ...(overrun && { nano: 50_000_000 }) })
  return attempts(...Array.from({ length: failures }, () => fails('server', { basis, usage, afterMs })), answer)
}

test('Whatever models cost, settled and reserved never exceed the budget, and no cap falls below its floor', async () => {
  const rate = fc.integer({ min: 1000, max: 20_000_000 })
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        protocol: fc.constantFrom('auto', 'vote', 'roundtable', 'council', 'adversarial'),
        budgetNano: fc.integer({ min: 0, max: 300_000_000 }),
        input: rate,
        output: rate,
        reasons: fc.boolean(),
        courses: fc.array(course, { minLength: 1, maxLength: 6 }),
        extend: fc.boolean(),
      }),
      async ({ protocol, budgetNano, input, output, reasons, courses, extend }) => {
        const price = { ...somePrice, tiers: [{ above: 0, input, cached: input, cacheWrite: input, output }] }
        const panel = panelOf('ada', 'bob', 'cyd').map((seat) => ({ ...seat, model: seat.model && { ...seat.model, price, reasons } }))
        let turn = 0
        const speak = (request: Ask) => lineOf(courses[turn++ % courses.length] as Course, request)
        const lines = Object.fromEntries(panel.map(({ name }) => [name, speak]))
        const stage = stageDebate({ protocol, panel, lines, limits: { budgetNano, onBudget: extend ? 'pause' : 'end' } })
        stage.run()
        await stage.idle()
        if (!stage.debate.ended) stage.send({ type: 'extend', budgetUsd: 10 })
        await stage.idle()
        expect(checkHistory(stage)).toEqual([])
        expect(stage.debate.ended).not.toBe(null)
        expect(stage.debate.spend.reserved).toBe(0)
        for (const { turnId, maxOutput } of started(stage)) {
          const act = stage.debate.steps[Number.parseInt(turnId, 10)]?.turns[0]?.plan.act ?? 'opening'
          expect(maxOutput).toBeGreaterThanOrEqual(capsOf(act, modelWith({ reasons })).floor)
        }
        for (const { turns } of stage.debate.steps) {
          const refused = turns.filter(({ outcome, attempts }) => outcome?.absent === 'budget' && attempts.length === 0)
          const asked = turns.filter(({ attempts }) => attempts.length > 0)
          expect(Math.min(refused.length, asked.length), 'a step is admitted whole or not at all').toBe(0)
        }
      },
    ),
    { numRuns: 250, seed: 1 },
  )
})
