import { type DebateEvent, evolve, type LiveEvent, type RecordedEvent, unopened } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import { goldenLogs, spokenLive } from '../testing/golden-logs.ts'
import { spokenWords, type Word } from './spoken-words.ts'

function wordsOf(events: readonly DebateEvent[]): Word[] {
  const words = spokenWords()
  let debate = unopened
  return events.flatMap((event) => {
    if ('seq' in event) debate = evolve(debate, event)
    return words(event, debate)
  })
}

/** What came of each stretch: its text, with a bar where it ended. */
function stretches(words: readonly Word[]): Record<string, string> {
  const said: Record<string, string> = {}
  for (const word of words) {
    const { id } = word.stretch
    if (word.as === 'begins') said[id] = ''
    else said[id] += word.as === 'goes-on' ? word.text : '|'
  }
  return said
}

const vote = goldenLogs.get('vote-1') ?? []
const started = vote.findIndex((event) => event.type === 'turn-started')
const before = vote.slice(0, started + 1)
const ended = vote.find((event) => event.type === 'turn-ended' && event.turnId === '0.0') as Extract<RecordedEvent, { type: 'turn-ended' }>
const next = (text: string, rest: object = {}): RecordedEvent => ({ ...ended, seq: before.length + 1, text, ...rest })
const delta = (offset: number, text: string, rest: Partial<LiveEvent> = {}) =>
  ({
    type: 'turn-delta',
    at: ended.at,
    debateId: 'debate',
    turnId: '0.0',
    attempt: 1,
    epoch: 1,
    kind: 'text',
    offset,
    text,
    ...rest,
  }) as LiveEvent
const told = (...events: DebateEvent[]) => stretches(wordsOf([...before, ...events]))

describe('words that are only ever appended', () => {
  it.each([...goldenLogs])('come to what was recorded, whether somebody listened live or not: %s', (_, log) => {
    const recorded = stretches(wordsOf(log))
    const whole = Object.fromEntries(
      log.flatMap((event) => (event.type === 'turn-ended' && !event.match ? [[event.turnId, `${event.text}|`]] : [])),
    )
    const live = stretches(wordsOf(spokenLive(log)))
    expect(recorded).toMatchObject(whole)
    for (const text of Object.values(whole)) expect(Object.values(live)).toContain(text)
    for (const text of [...Object.values(recorded), ...Object.values(live)]) expect(text).toMatch(/^[^|]*\|$/)
  })

  it('are told as they come, and once', () => {
    expect(
      wordsOf([...before, delta(0, 'I '), delta(2, 'see'), next('I see.')]).map((word) => (word.as === 'goes-on' ? word.text : word.as)),
    ).toEqual(['begins', 'I ', 'see', '.', 'ends'])
  })

  it('are spliced where a snapshot tells again what is known already, and wait for it where some are missing', () => {
    expect(told(delta(0, 'I '), delta(6, 'now'), delta(0, 'I see ', { type: 'turn-snapshot' }), delta(6, 'now'))).toEqual({
      '0.0': 'I see now',
    })
  })

  it('begin anew with a further attempt, and nothing more is heard of the one before', () => {
    expect(told(delta(0, 'I th'), delta(0, 'You', { attempt: 2 }), delta(3, 'ink'), next('You!', { attempt: 2 }))).toEqual({
      '0.0': 'I th|',
      '0.0~2': 'You!|',
    })
  })

  it('are told anew where the record says otherwise than was heard, and not for white space', () => {
    expect(told(delta(0, 'I th'), next('You!'))).toEqual({ '0.0': 'I th|', '0.0~2': 'You!|' })
    expect(told(delta(0, ' I see. '), next('I see.'))).toEqual({ '0.0': ' I see. |' })
  })

  it('keep apart what was thought from what was said', () => {
    expect(told(delta(0, 'Hm', { kind: 'reasoning' }), delta(0, 'I'), next('I see.', { reasoning: 'Hm.' }))).toEqual({
      '0.0-reasoning': 'Hm.|',
      '0.0': 'I see.|',
    })
  })

  it('are not heard of a turn that is over', () => {
    expect(told(next('I see.'), delta(0, 'I see'))).toEqual({ '0.0': 'I see.|' })
  })
})
