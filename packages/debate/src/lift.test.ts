import { expect, test } from 'vitest'
import { readEvent, UnknownEvent } from './lift.ts'

const stored = { v: 1, seq: 4, at: '2026-01-01T00:00:00.000Z', debateId: 'debate', type: 'debate-paused', reason: 'person' }
const text = (change: Readonly<Record<string, unknown>> = {}) => JSON.stringify({ ...stored, ...change })

test('An event is read as it was stored', () => expect(readEvent(text())).toEqual(stored))

test('Fields that a later release added are kept', () => expect(readEvent(text({ mood: 'calm' }))).toEqual({ ...stored, mood: 'calm' }))

test('Fields that a later release added deep inside are kept, too', () => {
  const position = { argument: 'So it is.', answer: 'yes', confidence: 0.5, mood: 'calm' }
  const said = {
    turnId: '0.0',
    attempt: 1,
    text: 'So it is.',
    position,
    usage: null,
    nano: 0,
    basis: 'zero',
    finish: 'stop',
    modelAnswered: 'm',
  }
  expect(readEvent(text({ type: 'turn-ended', ...said }))).toMatchObject({ position })
})

test('A value that only a later release knows is not called damage', () => {
  const plans = [{ seat: 'ada', act: 'song', hears: [] }]
  expect(() => readEvent(text({ type: 'step-started', step: 0, round: 0, heard: [], plans }))).toThrow(UnknownEvent)
})

test('An event of a type or a version of a later release is not taken for another', () => {
  expect(() => readEvent(text({ type: 'debate-sung' }))).toThrow(UnknownEvent)
  expect(() => readEvent(text({ v: 2 }))).toThrow(UnknownEvent)
  expect(() => readEvent(text({ v: 2 }))).toThrow('event 4 is a debate-paused of version 2, from a later release')
})

test('A damaged event names its place and what is wrong', () => {
  expect(() => readEvent(text({ reason: 5 }))).toThrow(/event 4 \(debate-paused\) is damaged: reason: /)
  expect(() => readEvent(text({ seq: 0 }))).toThrow(/event 0 \(debate-paused\) is damaged: seq: /)
  for (const broken of ['', '{', '[]', 'null', '7']) expect(() => readEvent(broken), broken).toThrow()
})
