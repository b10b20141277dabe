import { replay } from '@quorum/debate'
import colours from 'picocolors'
import { expect, it } from 'vitest'
import { asks, begun, recorded, says } from '../testing/recorded.ts'
import { healthText } from './health-text.ts'

const sheet = { columns: 80, paint: colours.createColors(false) }
const words = 'The bridge was measured in winter, when steel is short, and the tables of the builder give its length in summer instead.'

it('tells that somebody repeats what was said, and nothing of a debate that goes well', () => {
  const openings = [...begun, ...['0.0', '0.1'].flatMap((id) => [asks(id), says(id, 'yes', id === '0.0' ? words : 'Nobody doubts it.')])]
  expect(healthText(replay(recorded(openings)), sheet)).toEqual([])
  const ended = { type: 'step-ended', step: 0, directions: { rounds: 0, goOn: false, finish: false }, derived: {} } as const
  const again = { type: 'step-started', step: 1, round: 1, plans: [{ seat: 'ada', act: 'rebuttal', hears: ['0.1'] }], heard: [] } as const
  const said = [ended, { ...again, plans: [...again.plans].map((plan) => ({ ...plan, hears: [...plan.hears] })), heard: [] }]
  const debate = replay(recorded([...openings, ...said, asks('1.0'), says('1.0', 'yes', words)]))
  expect(healthText(debate, sheet)).toEqual(
    expect.arrayContaining(['How it went', expect.stringMatching(/^ {2}- ada says again 100 % of what it said before/)]),
  )
})
