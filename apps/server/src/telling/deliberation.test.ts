import type { DebateEvent, RecordedEvent } from '@quorum/debate'
import { expect, it } from 'vitest'
import { deliberation } from './deliberation.ts'

const envelope = { v: 1, seq: 1, at: '2026-01-01T00:00:00.000Z', debateId: 'd' }
const info = { family: 'f', window: 1, maxOutput: 1, reasons: false, price: null, simulated: false }
const seat = (name: string) => ({ name, role: 'debater', model: { ...info, name: `test/${name}` } })
const recorded = (type: RecordedEvent['type'], rest: object) => ({ ...envelope, type, ...rest }) as RecordedEvent
const opened = recorded('debate-opened', { panel: [seat('ada'), seat('bob')], protocol: { name: 'vote', version: 1, options: {} } })
const step = (round: number, act: string, number = round) =>
  recorded('step-started', { step: number, round, plans: ['ada', 'bob', 'cyd'].map((name) => ({ seat: name, act, hears: [] })), heard: [] })
const delta = (turnId: string, offset: number, text: string, attempt = 1): DebateEvent => ({
  ...envelope,
  type: 'turn-delta',
  epoch: 1,
  kind: 'text',
  turnId,
  attempt,
  offset,
  text,
})
const ended = (turnId: string, text: string, rest: object = {}, attempt = 1) =>
  recorded('turn-ended', { turnId, attempt, text, usage: null, nano: 0, basis: 'vendor', finish: 'stop', modelAnswered: 'm', ...rest })
const told = (...events: DebateEvent[]) => {
  const hear = deliberation()
  return events.map(hear)
}
const position = { argument: '', answer: 'yes', confidence: 0.8 }

it('names the panel first, so that a client hears at once that it is at work', () => {
  expect(told(opened)).toEqual(['A panel of 2 by the protocol vote: ada (test/ada), bob (test/bob).\n\n'])
})

it('says first of all that a debate is simulated', () => {
  const simulated = { ...seat('ada'), model: { ...info, name: 'sim/ada', simulated: true } }
  expect(told(recorded('debate-opened', { panel: [simulated], protocol: { name: 'vote' } }))[0]).toMatch(/^\*\*Simulated\*\*/)
})

it('tells one speaker at a time word by word, and the other when the floor is free', () => {
  const pieces = told(
    opened,
    step(0, 'opening'),
    delta('0.0', 0, 'Be'),
    delta('0.1', 0, 'No'),
    delta('0.0', 2, 'cause.'),
    delta('0.1', 2, 't so'),
  )
  expect(pieces.slice(1)).toEqual(['### Openings\n\n', '**ada** (test/ada) answers:\n\nBe', '', 'cause.', ''])
  const all = told(
    opened,
    step(0, 'opening'),
    delta('0.0', 0, 'Be'),
    delta('0.1', 0, 'Not'),
    ended('0.1', 'Not so.', { position: { ...position, answer: 'no' } }),
    ended('0.0', 'Because.', { position }),
  )
  expect(all.slice(3)).toEqual([
    '',
    '',
    'cause.\n\n→ **yes** (80 % sure)\n\n**bob** (test/bob) answers:\n\nNot so.\n\n→ **no** (80 % sure)\n\n',
  ])
})

it('lets who has finished speak before who is still at it, and says who did not come to an end', () => {
  const cut = { turnId: '0.1', attempt: 1, kind: 'cut', final: true, reason: '', text: 'Hm' }
  const pieces = told(
    opened,
    step(0, 'opening'),
    delta('0.0', 0, 'Well'),
    delta('0.1', 0, 'Hm'),
    ended('0.2', 'No.'),
    ended('0.0', 'Well.'),
    recorded('turn-failed', cut),
  )
  expect(pieces.slice(5)).toEqual(['.\n\n**cyd** answers:\n\nNo.\n\n**bob** (test/bob) answers:\n\nHm', '\n\n*(absent: cut)*\n\n'])
})

it('says anew what was begun and then said otherwise, and takes up what goes on', () => {
  const again = told(opened, step(0, 'opening'), delta('0.0', 0, 'First tr'), delta('0.0', 0, 'Sec', 2), ended('0.0', 'Second.', {}, 2))
  expect(again.slice(3)).toEqual(['\n\n*(again)*\n\nSec', 'ond.\n\n'])
  const late = told(
    opened,
    step(0, 'opening'),
    { ...delta('0.0', 0, 'So far'), type: 'turn-snapshot' } as DebateEvent,
    delta('0.0', 6, ' so'),
  )
  expect(late.slice(2)).toEqual(['**ada** (test/ada) answers:\n\nSo far', ' so'])
})

it('keeps hidden thinking to itself', () => {
  expect(told(opened, step(0, 'opening'), { ...delta('0.0', 0, 'hm'), kind: 'reasoning' } as DebateEvent)[2]).toBe('')
})

it('tells once, and without words, what a clerk finds in two orders', () => {
  const match = { argument: '', groups: [['0.0', '0.1'], ['0.2']] }
  const pieces = told(
    opened,
    step(0, 'opening'),
    step(0, 'match', 1),
    delta('1.0', 0, 'Both say'),
    ended('1.1', 'They say', { match }),
    ended('1.0', 'Both say so', { match }),
  )
  expect(pieces.slice(3)).toEqual(['', '', '**ada** (test/ada) compares the answers:\n\n→ ada = bob | cyd\n\n'])
})

it('names rounds once, and what a person said in the midst of somebody else’s words', () => {
  const pieces = told(
    opened,
    step(1, 'rebuttal'),
    step(1, 'rebuttal', 2),
    delta('2.0', 0, 'As'),
    recorded('human-spoke', { what: 'interjection', text: 'Why?' }),
    delta('2.0', 2, ' is'),
  )
  expect(pieces.slice(1)).toEqual([
    '### Round 1\n\n',
    '',
    '**ada** (test/ada) answers again:\n\nAs',
    '\n\n**A person**: Why?\n\n**ada** goes on:\n\n',
    ' is',
  ])
})
