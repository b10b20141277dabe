import type { Ask } from '@quorum/debate'
import { describe, expect, test } from 'vitest'
import { askOf, positionShape } from '../testing/ask-of.ts'
import { manualClock } from '../testing/manual-clock.ts'
import { type Line, scriptedModel } from '../testing/scripted-model.ts'
import { hedged } from './hedge.ts'
import { retry } from './retry.ts'
import { retryBudget } from './retry-budget.ts'
import { sleep } from './sleep.ts'
import { structured } from './structured.ts'

/** A model that is silent for so many milliseconds and then follows its script, unless it is given up. */
function slow(clock: ReturnType<typeof manualClock>, ms: number, script: readonly Line[]) {
  let aborted = false
  const during = async ({ signal }: Ask) => {
    aborted = !(await sleep(clock, ms, signal))
  }
  const wire = scriptedModel(
    (_, nth) => (aborted ? { fails: 'aborted', basis: 'worst' } : (script[Math.min(nth, script.length - 1)] ?? '')),
    {
      during,
    },
  )
  return { wire, wasAborted: () => aborted }
}

function race(first: [ms: number, ...Line[]], second: [ms: number, ...Line[]] | null, wish: Parameters<typeof askOf>[0] = {}) {
  const clock = manualClock()
  const [one, two] = [slow(clock, first[0], first.slice(1) as Line[]), second && slow(clock, second[0], second.slice(1) as Line[])]
  const again = retry(one.wire, { clock, random: () => 0, budget: retryBudget(clock) })
  const ask = askOf(wish)
  const result = hedged(again, ask.request, ask.sink, { clock, afterMs: 1_000, second: () => two?.wire ?? null })
  return { clock, ask, result, one, two }
}

describe('a hedge', () => {
  test('asks nobody else where the first one speaks in time', async () => {
    const { clock, ask, result, two } = race([999, 'first'], [0, 'second'])
    await clock.advance(5_000)
    expect(await result).toMatchObject({ text: 'first', attempt: 1 })
    expect([two?.wire.seen.length, ask.starts.length, clock.pending()]).toEqual([0, 1, 0])
  })

  test('asks another one after a silence, as an attempt beside the first, and gives the first one up once that speaks', async () => {
    const { clock, ask, result, one } = race([60_000, 'first'], [500, 'second'])
    await clock.advance(1_500)
    expect(await result).toMatchObject({ text: 'second', attempt: 2 })
    expect(one.wasAborted()).toBe(true)
    expect(ask.starts.map(({ hedged }) => hedged)).toEqual([undefined, true])
    expect(ask.closed).toMatchObject([{ attempt: 1, kind: 'aborted', basis: 'worst', reason: 'Another deployment answered first.' }])
    expect(ask.deltas.map(({ attempt, text }) => `${attempt} ${text}`)).toEqual(['2 second'])
    expect(clock.pending()).toBe(0)
  })

  test('goes on with the first one where that speaks before the second', async () => {
    const { clock, ask, result, two } = race([1_500, 'first'], [9_000, 'second'])
    await clock.advance(1_500)
    expect(await result).toMatchObject({ text: 'first', attempt: 1 })
    expect(two?.wasAborted()).toBe(true)
    expect(ask.closed).toMatchObject([{ attempt: 2, kind: 'aborted' }])
    expect(ask.streamed(1)).toBe('first')
  })

  test('waits for the other one where one fails, and hands up the failure only where both do', async () => {
    const mended = race([1_500, { fails: 'server' }], [2_000, 'second'])
    await mended.clock.advance(5_000)
    expect(await mended.result).toMatchObject({ text: 'second', attempt: 2 })
    // The first one was not asked again beside it.
    expect(mended.ask.starts).toHaveLength(2)
    expect(mended.ask.closed).toMatchObject([{ attempt: 1, kind: 'server' }])
    const lost = race([1_500, { fails: 'auth' }], [2_000, { fails: 'overloaded' }])
    await lost.clock.advance(5_000)
    expect(await lost.result).toMatchObject({ kind: 'overloaded', attempt: 2 })
    expect(lost.ask.closed).toMatchObject([{ attempt: 1, kind: 'auth' }])
  })

  test('hands up why the other one failed, at once, where the first one would have waited to be asked again', async () => {
    const { clock, ask, result } = race([1_500, { fails: 'rate-limited', retryAfterMs: 30_000 }], [2_000, { fails: 'overloaded' }])
    await clock.advance(3_100)
    expect(await result).toMatchObject({ kind: 'overloaded', attempt: 2 })
    expect(ask.closed).toMatchObject([{ attempt: 1, kind: 'rate-limited' }])
    expect(clock.pending()).toBe(0)
  })

  test.each<Line>([
    { fails: 'rate-limited', retryAfterMs: 3_000 },
    { fails: 'server' },
  ])('is off once the first one has failed: %o', async (line) => {
    const { clock, ask, result, two } = race([10, line, 'again'], [0, 'second'])
    await clock.advance(60_000)
    expect(await result).toMatchObject({ text: 'again', attempt: 2 })
    expect([two?.wire.seen.length, ask.closed.length]).toEqual([0, 1])
  })

  test('goes on with the first one where there is no second, or no money for it', async () => {
    const alone = race([1_500, 'first'], null)
    await alone.clock.advance(2_000)
    expect(await alone.result).toMatchObject({ text: 'first' })
    const poor = race([1_500, 'first'], [0, 'second'], { grants: (_, nth) => nth === 0 })
    await poor.clock.advance(2_000)
    expect(await poor.result).toMatchObject({ text: 'first', attempt: 1 })
    expect(poor.ask.closed).toEqual([])
  })

  test('gives both up when it is stopped', async () => {
    const { clock, ask, result, one, two } = race([60_000, 'first'], [60_000, 'second'])
    await clock.advance(2_000)
    ask.stop()
    expect(await result).toMatchObject({ kind: 'aborted' })
    expect([one.wasAborted(), two?.wasAborted(), ask.closed.length, clock.pending()]).toEqual([true, true, 1, 0])
  })

  test.each([
    ['before', 2_000],
    ['after', 400],
  ])('keeps plain prose of the first one that ended %s the second one failed', async (_, ms) => {
    const clock = manualClock()
    const [one, two] = [slow(clock, 1_500, ['Tabs, plainly.']), slow(clock, ms, [{ fails: 'server', retryable: false }])]
    const ask = askOf({ expects: positionShape((text) => ({ answer: text })) })
    const first = structured(one.wire, { native: 'json-schema' })
    const result = hedged(first, ask.request, ask.sink, { clock, afterMs: 1_000, second: () => two.wire })
    await clock.advance(5_000)
    expect(await result).toMatchObject({ outcome: 'finish', text: 'Tabs, plainly.', unstructured: true })
    expect(ask.closed.map(({ attempt, kind }) => [attempt, kind])).toContainEqual([2, 'server'])
  })

  test('prefers a second one that answers to the prose of the first', async () => {
    const clock = manualClock()
    const json = JSON.stringify({ argument: 'Because.', answer: 'Tabs', confidence: 1 })
    const [one, two] = [slow(clock, 1_500, ['Tabs, plainly.']), slow(clock, 2_000, [json])]
    const ask = askOf({ expects: positionShape((text) => ({ answer: text })) })
    const shaped = (model: typeof one) => structured(model.wire, { native: 'json-schema' })
    const result = hedged(shaped(one), ask.request, ask.sink, { clock, afterMs: 1_000, second: () => shaped(two) })
    await clock.advance(5_000)
    expect(await result).toMatchObject({ outcome: 'finish', attempt: 2, value: { position: { answer: 'Tabs' } } })
    expect(ask.closed).toMatchObject([{ attempt: 1, kind: 'invalid' }])
  })
})
