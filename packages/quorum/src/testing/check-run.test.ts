import { modelCatalogue } from '@quorum/models'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openQuorum } from '../open-quorum.ts'
import { brokenRules, type Found } from './check-run.ts'
import { requestOf } from './scene.ts'

type Event = Record<string, unknown> & { readonly type: string; readonly seq: number }

let simulator: Simulator
let found: Found
beforeAll(async () => {
  simulator = await startSimulator()
  const store = memoryStore(memoryDisk())
  const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: simulator.url }, random: () => 0 })
  const quorum = openQuorum({ store, models, runner: 'cli', app: 'test' })
  const { id, ending } = await quorum.start(requestOf({ protocol: 'vote', motion: 'closed' }, 'check', '+fault=503*1'))
  await ending
  found = { log: (await store.read(id, 0, 1000)).map(({ text }) => text), requests: [...simulator.requests()] }
  await quorum.close()
})
afterAll(() => simulator.close())

const events = (): Event[] => found.log.map((text) => JSON.parse(text) as Event)
const place = (type: string) => events().findIndex((event) => event.type === type)
/** The log with events changed, left out or put in, and numbered anew. */
const rewritten = (change: (events: Event[]) => Event[]): string[] =>
  change(events()).map((event, index) => JSON.stringify({ ...event, seq: index + 1 }))
const changed = (type: string, facts: Record<string, unknown>) =>
  rewritten((all) => all.map((event, index) => (index === place(type) ? { ...event, ...facts } : event)))
const putIn = (at: number, event: Event | undefined) => rewritten((all) => (event ? all.toSpliced(at, 0, event) : all))
const wrongs = (last: Partial<Found>, ...before: Partial<Found>[]) =>
  brokenRules([...before, last].map((partial) => ({ ...found, ...partial }))).join('\n')

it('finds nothing wrong with a debate that went well, nor with one that died in between', () => {
  expect(brokenRules([found])).toEqual([])
  expect(brokenRules([{ log: found.log.slice(0, 5), requests: found.requests.slice(0, 1) }, found])).toEqual([])
})

it('misses no event that was there before, and no byte of it', () => {
  const text = found.log[4] ?? ''
  expect(wrongs({ log: found.log.with(4, text.replace('":', '": ')) }, {})).toMatch(/event 5 is not on disk as it was/)
  expect(wrongs({}, { log: [...found.log, '{"type":"stop-asked","v":1,"seq":99,"at":"","debateId":""}'] })).toMatch(/is not on disk/)
})

it('misses no gap', () => {
  expect(wrongs({ log: found.log.toSpliced(3, 1) })).toMatch(/event 5 is out of order/)
})

it('sees a request that was not announced, or not before its announcement was on disk', () => {
  const [first] = found.requests
  expect(wrongs({ requests: first ? [...found.requests, first] : [] })).toMatch(/was asked 2 times for turn 0\.\d, and 1/)
  expect(wrongs({}, { log: found.log.slice(0, place('turn-started')) })).toMatch(/was asked 1 times for turn 0\.\d, and 0/)
  const stray = { turnId: '0.0', attempt: 7, model: '', tokens: 0, fault: null }
  expect(wrongs({ requests: [stray] })).toMatch(/attempt 7 of 0\.0 was sent twice or never announced/)
  expect(
    wrongs({
      requests: [
        { ...stray, attempt: 1 },
        { ...stray, attempt: 1 },
      ],
    }),
  ).toMatch(/attempt 1 of 0\.0 was sent twice/)
})

it('sees a completed turn that is asked again or ends twice', () => {
  const ended = events()[place('turn-ended')]
  const started = events().find((event) => event.type === 'turn-started' && event.turnId === ended?.turnId)
  expect(wrongs({ log: putIn(place('step-ended'), started && { ...started, attempt: 2 }) })).toMatch(/asks again what was over/)
  expect(wrongs({ log: putIn(place('step-ended'), ended) })).toMatch(/comes after the turn was over/)
})

it('sees two requests for one turn at once, one out of turn, and one that stays open', () => {
  const started = events()[place('turn-started')]
  expect(wrongs({ log: putIn(place('turn-started'), started) })).toMatch(/comes while attempt 1 is open/)
  expect(wrongs({ log: changed('turn-started', { attempt: 2 }) })).toMatch(/is attempt 2, and 1 was due/)
  const open = wrongs({ log: rewritten((all) => all.toSpliced(place('turn-ended'), 1)) })
  expect(open).toMatch(/was never closed/)
  expect(open).toMatch(/ended while 0\.\d was owed/)
  expect(open).toMatch(/still reserved after the end/)
})

it('sees an answer to what was never asked, and a turn that was never planned', () => {
  const log = rewritten((all) => all.toSpliced(place('turn-started'), 1))
  expect(wrongs({ log })).toMatch(/closes a request that was never announced/)
  expect(wrongs({ log: changed('step-started', { plans: [] }) })).toMatch(/was never planned/)
})

it('sees a turn that is interrupted more often than owners died', () => {
  const started = events()[place('turn-started')]
  const cut = { type: 'turn-interrupted', attempt: 1, turnId: started?.turnId, reason: 'crash', nano: started?.reserveNano, basis: 'worst' }
  const log = rewritten((all) => {
    const [at, again] = [place('turn-started') + 1, { ...started, attempt: 2 }]
    const late = all.map((event) =>
      event.turnId === started?.turnId && event.attempt === 1 && event !== all[at - 1] ? { ...event, attempt: 2 } : event,
    )
    return late.toSpliced(at, 0, { ...all[at - 1], ...cut } as Event, { ...all[at - 1], ...again } as Event)
  })
  expect(wrongs({ log })).toMatch(/interrupted 1 times by 0 deaths/)
})

it('adds the money up by itself, at every seq', () => {
  expect(wrongs({ log: changed('turn-ended', { nano: 1e12 }) })).toMatch(/exceed the budget/)
  expect(wrongs({ log: changed('turn-ended', { nano: 1e12 }) })).toMatch(/more than its reserve/)
  expect(wrongs({ log: changed('turn-ended', { nano: null }) })).toMatch(/does not say what it cost/)
  expect(wrongs({ log: changed('turn-ended', { basis: 'worst' }) })).toMatch(/where nobody knows/)
  expect(wrongs({ log: changed('turn-started', { reserveNano: 2e9 }) })).toMatch(/exceed the budget/)
  const [first] = found.requests
  expect(wrongs({ requests: first ? [{ ...first, tokens: 1e9 }] : [] })).toMatch(/the vendor bills/)
})

it('sees an end too many, too few, or too early', () => {
  const end = events().at(-1)
  expect(wrongs({ log: found.log.slice(0, -1) })).toMatch(/ended 0 times/)
  expect(wrongs({ log: putIn(found.log.length, end) })).toMatch(/ended 2 times/)
  expect(wrongs({ log: putIn(found.log.length, { ...end, type: 'stop-asked' } as Event) })).toMatch(/after the end/)
  expect(brokenRules([])).toEqual(['nothing was found at all'])
})
