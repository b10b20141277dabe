import { beforeAll, expect, test } from 'vitest'
import type { RecordedEvent } from '../event.ts'
import type { Ask } from '../model.ts'
import { attempts, checkHistory, fails, type History, opinion, playDebate, says } from './index.ts'

type Told = History['published'][number]
type Changed = (events: RecordedEvent[]) => RecordedEvent[]
let clean: History
let events: readonly RecordedEvent[]

beforeAll(async () => {
  const lines = {
    ada: [says({ argument: 'Word by word by word.', answer: 'yes', confidence: 0.9 }, { pieces: 4, afterMs: 200 })],
    bob: (request: Ask) => attempts(fails('overloaded'), opinion('no')(request)),
  }
  const stage = await playDebate({ protocol: 'roundtable', options: { rounds: 3 }, limits: { budgetNano: 1_000_000_000 }, lines })
  clean = { texts: stage.texts, sent: stage.sent, published: stage.published }
  events = stage.events
})

/** The history with other events on disk, numbered anew, and nothing told of them. */
const stored = (change: Changed): History => {
  const changed = change([...events]).map((event, index) => ({ ...event, seq: index + 1 }))
  return { ...clean, texts: changed.map((event) => JSON.stringify(event)), published: [] }
}
const place = (type: RecordedEvent['type']) => events.findIndex((event) => event.type === type)
const withAgain =
  (type: RecordedEvent['type'], at: number): Changed =>
  (all) =>
    all.toSpliced(at, 0, all.find((event) => event.type === type) as RecordedEvent)

test('A clean history is clean', () => expect(checkHistory(clean)).toEqual([]))

const faults: Readonly<Record<string, readonly [() => History, RegExp]>> = {
  'a gap': [() => ({ ...clean, texts: clean.texts.toSpliced(3, 1), published: [] }), /has seq/],
  'two ends': [() => stored((all) => [...all, all.at(-1) as RecordedEvent]), /ends 2 times/],
  'something after the end': [
    () => stored((all) => [...all, all.find(({ type }) => type === 'budget-warned') ?? (all[1] as RecordedEvent)]),
    /follows the end/,
  ],
  'a turn said twice': [() => stored(withAgain('turn-ended', place('step-ended'))), /G4: turn .* is closed already/],
  'a turn asked again that is closed': [() => stored(withAgain('turn-started', place('step-ended'))), /G4: turn .* is closed already/],
  'an attempt while another is open': [
    () => stored(withAgain('turn-started', place('turn-started') + 1)),
    /G5: an attempt of .* is still open/,
  ],
  'a step ended with turns owed': [
    () => stored((all) => all.filter(({ type, seq }) => type !== 'turn-ended' || seq > place('step-ended'))),
    /still owed/,
  ],
  'a step out of order': [() => stored((all) => all.toSpliced(place('step-started'), 1)), /step 1 begins when 0 have begun/],
  'a start while paused': [
    () =>
      stored((all) =>
        all.toSpliced(place('turn-started'), 0, { ...(all[1] as RecordedEvent), type: 'debate-paused', reason: 'person' } as RecordedEvent),
      ),
    /the debate is paused/,
  ],
  'a start after a stop': [
    () => stored((all) => all.toSpliced(place('turn-started'), 0, { ...(all[1] as RecordedEvent), type: 'stop-asked' } as RecordedEvent)),
    /asked to stop/,
  ],
  'a budget broken': [
    () => stored((all) => all.map((event) => (event.type === 'turn-started' ? { ...event, reserveNano: 400_000_000 } : event))),
    /G7: \d+ nano-dollars/,
  ],
  'a cost without a start': [
    () => stored((all) => all.filter(({ type, seq }) => type !== 'turn-started' || seq > place('step-ended'))),
    /never started, and costs/,
  ],
  'a request that was not on disk': [
    () => ({ ...clean, sent: clean.sent.map((one) => ({ ...one, head: 2 })) }),
    /before its start was on disk/,
  ],
  'a request sent twice': [() => ({ ...clean, sent: [...clean.sent, ...clean.sent] }), /G5: .* was sent twice/],
  'an event told otherwise than stored': [
    () => ({
      ...clean,
      published: clean.published.map((one) => (one.text ? { ...one, text: one.text.replace('yes', 'no') } : one)),
    }),
    /told otherwise/,
  ],
  'events told out of order': [() => ({ ...clean, published: clean.published.toReversed() }), /was told after/],
  'a delta that was lost': [
    () => {
      const first = clean.published.findIndex(({ event }) => event.type === 'turn-delta' && event.turnId === '0.0')
      return { ...clean, published: clean.published.toSpliced(first, 1) }
    },
    /a delta of .* begins at/,
  ],
  'the end of a turn told before it is on disk': [
    () => ({ ...clean, published: clean.published.filter(({ event }) => event.type !== 'turn-ended') }),
    /was told to be done before/,
  ],
  'a delta after the end': [
    () => ({
      ...clean,
      published: [...clean.published, clean.published.find(({ event }) => event.type === 'turn-delta') as Told],
    }),
    /came after its end/,
  ],
}

for (const [name, [make, complaint]] of Object.entries(faults))
  test(`It finds ${name}`, () => expect(checkHistory(make())).toContainEqual(expect.stringMatching(complaint)))
