import { describe, expect, test } from 'vitest'
import { askOf } from '../testing/ask-of.ts'
import { manualClock, settled } from '../testing/manual-clock.ts'
import { type Line, scriptedModel } from '../testing/scripted-model.ts'
import { type Gate, gate, type Rates } from './gate.ts'
import { limit } from './limit.ts'
import { slots } from './slots.ts'

/** Requests that stay in flight until they are let go, oldest first. */
function held() {
  const going: (() => void)[] = []
  return { during: () => new Promise<void>((resolve) => going.push(resolve)), letGo: () => going.shift()?.() }
}

function limited(
  script: readonly Line[] | ((request: unknown, nth: number) => Line),
  { places = 2, rates = {} }: { places?: number; rates?: Rates } = {},
) {
  const clock = manualClock()
  const flight = held()
  const shared = slots(places)
  const make = () => gate({ slots: shared, rates, clock })
  const one = make()
  const wire = scriptedModel(script, { during: flight.during })
  const model = limit(wire, one)
  const ask = (wish: Parameters<typeof askOf>[0] = {}, other = model) => {
    const watched = askOf(wish)
    return { ...watched, result: other.ask(watched.request, watched.sink) }
  }
  return { clock, flight, wire, model, ask, make, gate: one }
}

describe('requests with one key', () => {
  test('leave at once, without a promise, while there is room', () => {
    const { gate } = limited(['x'])
    const pass = gate.enter({ input: 1, output: 1 }, askOf().request)
    expect(pass).not.toBeInstanceOf(Promise)
  })

  test('are never more at once than the key has places, and wait in the order they came', async () => {
    const { ask, flight, wire, clock } = limited((_, nth) => `answer ${nth}`)
    const asks = ['a', 'b', 'c', 'd', 'e'].map((question) => ask({ question }))
    for (let n = 0; n < 5; n++) {
      await settled()
      flight.letGo()
    }
    await Promise.all(asks.map(({ result }) => result))
    expect(wire.mostInFlight()).toBe(2)
    expect(wire.seen.map(({ about }) => about.question)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(clock.pending()).toBe(0)
  })

  test('of two models share its places in turn', async () => {
    const { ask, flight, make, wire } = limited(['x'], { places: 1 })
    const other = scriptedModel(['y'], { during: flight.during })
    const second = limit(other, make())
    const asks = [ask(), ask(), ask(), ask({}, second)]
    await settled()
    flight.letGo()
    await settled()
    flight.letGo()
    await settled()
    expect([wire.seen.length, other.seen.length]).toEqual([2, 1])
    flight.letGo()
    await settled()
    flight.letGo()
    await Promise.all(asks.map(({ result }) => result))
  })

  test('give up their place in the queue when stopped or late, and the others move up', async () => {
    const { ask, flight, wire, clock } = limited(['x'], { places: 1 })
    const first = ask()
    const stopped = ask()
    const late = ask({ deadline: clock.now() + 1_000 })
    const last = ask({ question: 'last' })
    stopped.stop()
    await clock.advance(1_000)
    expect(await stopped.result).toMatchObject({ kind: 'aborted', attempt: null, nano: 0, basis: 'zero' })
    expect(await late.result).toMatchObject({ kind: 'deadline', attempt: null, nano: 0, basis: 'zero' })
    flight.letGo()
    await first.result
    await settled()
    flight.letGo()
    expect(await last.result).toMatchObject({ outcome: 'finish' })
    expect(wire.seen.map(({ about }) => about.question)).toEqual(['Tabs or spaces?', 'last'])
    expect([stopped.starts.length, late.starts.length]).toEqual([0, 0])
  })

  test('pass over those who were woken and no longer want the place', async () => {
    const { ask, flight, make } = limited(['x'], { places: 1 })
    const first = ask()
    const stopped = ask()
    const other = ask({}, limit(scriptedModel(['y']), make()))
    stopped.stop()
    await settled()
    flight.letGo()
    expect(await Promise.all([first.result, other.result])).toMatchObject([{ text: 'x' }, { text: 'y' }])
  })

  test('give their place back when they fail', async () => {
    const { ask, flight } = limited([{ fails: 'server' }, 'x'], { places: 1 })
    const both = [ask(), ask()]
    await settled()
    flight.letGo()
    await settled()
    flight.letGo()
    expect(await Promise.all(both.map(({ result }) => result))).toMatchObject([{ kind: 'server' }, { text: 'x' }])
  })
})

describe('a cool-down', () => {
  test('holds back everyone who shares the gate, until it is over', async () => {
    const { ask, flight, clock, wire } = limited((_, nth) => (nth === 0 ? { fails: 'rate-limited', retryAfterMs: 5_000 } : 'x'), {
      places: 9,
    })
    const first = ask()
    await settled()
    flight.letGo()
    expect(await first.result).toMatchObject({ kind: 'rate-limited' })
    const others = [ask(), ask(), ask()]
    await clock.advance(4_999)
    expect(wire.seen).toHaveLength(1)
    await clock.advance(1)
    expect(wire.seen).toHaveLength(4)
    for (const _ of others) flight.letGo()
    await Promise.all(others.map(({ result }) => result))
  })

  test('that lasts longer than a turn may wait fails it at once, those who already wait too', async () => {
    const { ask, flight, clock, wire } = limited([{ fails: 'rate-limited', retryAfterMs: 600_000 }], { places: 1 })
    const first = ask()
    const waiting = ask({ deadline: clock.now() + 60_000 })
    flight.letGo()
    await settled()
    flight.letGo()
    expect(await first.result).toMatchObject({ kind: 'rate-limited', attempt: 1 })
    expect(await waiting.result).toMatchObject({ kind: 'rate-limited', attempt: null, retryable: false })
    expect(await ask({ deadline: clock.now() + 60_000 }).result).toMatchObject({ kind: 'rate-limited', attempt: null })
    expect(wire.seen).toHaveLength(1)
    expect(clock.pending()).toBe(0)
  })

  test('does not touch another model of the same key', async () => {
    const { ask, flight, make } = limited([{ fails: 'rate-limited', retryAfterMs: 600_000 }])
    const first = ask()
    await settled()
    flight.letGo()
    await first.result
    const other = scriptedModel(['y'])
    expect(await ask({}, limit(other, make())).result).toMatchObject({ text: 'y' })
  })

  test('that is long is tried by one request every five minutes, and over when that is answered', async () => {
    const clock = manualClock()
    const one = gate({ slots: slots(9), rates: {}, clock })
    const wire = scriptedModel(() => (clock.now() < 1_000_000 + 500_000 ? { fails: 'rate-limited', retryAfterMs: 3_600_000 } : 'x'))
    const model = limit(wire, one)
    const kind = async () => {
      const watched = askOf({ deadline: clock.now() + 60_000 })
      const result = await model.ask(watched.request, watched.sink)
      return result.outcome === 'finish' ? result.text : `${result.kind} ${result.attempt}`
    }
    const never = 'rate-limited null'
    expect([await kind(), await kind()]).toEqual(['rate-limited 1', never])
    await clock.advance(300_000)
    expect([await kind(), await kind()]).toEqual(['rate-limited 1', never])
    await clock.advance(200_000)
    expect([await kind()]).toEqual([never])
    await clock.advance(100_000)
    expect([await kind(), await kind(), await kind()]).toEqual(['x', 'x', 'x'])
  })

  test('leaves no timer behind when nobody waits for its end any more', async () => {
    const { ask, gate, clock } = limited(['x'])
    gate.cool(1_000_000)
    const stopped = ask()
    stopped.stop()
    await stopped.result
    expect(clock.pending()).toBe(0)
  })

  test('is an hour at the most', async () => {
    const { gate, clock } = limited(['x'])
    gate.cool(1e12)
    const pass = Promise.resolve(gate.enter({ input: 0, output: 0 }, askOf().request))
    await clock.advance(3_600_000)
    expect(await pass).toHaveProperty('leave')
  })
})

describe('rates per minute', () => {
  const enter = (one: Gate, need = { input: 0, output: 0 }) => Promise.resolve(one.enter(need, askOf().request))

  test('of requests let a minute full go at once and the rest evenly', async () => {
    const clock = manualClock()
    const one = gate({ slots: slots(1_000), rates: { requests: 60 }, clock })
    let entered = 0
    const all = Array.from({ length: 70 }, () => enter(one).then(() => entered++))
    await clock.advance(0)
    expect(entered).toBe(60)
    await clock.advance(3_000)
    expect(entered).toBe(63)
    await clock.advance(7_000)
    expect(entered).toBe(70)
    await Promise.all(all)
  })

  test('of tokens are reserved before and settled on what was used', async () => {
    const clock = manualClock()
    const one = gate({ slots: slots(1_000), rates: { output: 1_000 }, clock })
    const first = await enter(one, { input: 0, output: 900 })
    const second = enter(one, { input: 0, output: 900 })
    let entered = false
    second.then(() => {
      entered = true
    })
    await clock.advance(0)
    expect(entered).toBe(false)
    if ('leave' in first) first.leave({ input: 0, output: 100 }, true)
    await clock.advance(0)
    expect(entered).toBe(true)
  })

  test('are kept in order: a small request does not overtake a large one', async () => {
    const clock = manualClock()
    const one = gate({ slots: slots(1_000), rates: { output: 1_000 }, clock })
    const entered: string[] = []
    const all = [800, 800, 100].map((output, nth) => enter(one, { input: 0, output }).then(() => entered.push(`${nth}`)))
    await clock.advance(35_000)
    expect(entered).toEqual(['0'])
    await clock.advance(30_000)
    expect(entered).toEqual(['0', '1', '2'])
    await Promise.all(all)
  })

  test('smaller than one request do not stop it for ever', async () => {
    const clock = manualClock()
    const one = gate({ slots: slots(1), rates: { input: 1_000 }, clock })
    const pass = await enter(one, { input: 5_000, output: 0 })
    expect(pass).toHaveProperty('leave')
    if ('leave' in pass) pass.leave(null, true)
    const next = enter(one, { input: 5_000, output: 0 })
    await clock.advance(5 * 60_000)
    expect(await next).toHaveProperty('leave')
  })
})
