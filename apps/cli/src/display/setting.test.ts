import { type Fact, replay } from '@quorum/debate'
import colours from 'picocolors'
import { expect, it } from 'vitest'
import { asks, begun, recorded, says } from '../testing/recorded.ts'
import { settingOf } from './setting.ts'
import { turnBlock } from './turn-block.ts'

const sheet = { columns: 80, paint: colours.createColors(false) }
const { position: _, ...plain } = says('1.0', 'yes') as Extract<Fact, { type: 'turn-ended' }>
const votes = (turnId: string): Fact => ({ ...plain, turnId, ballot: { argument: 'So it is.', choice: 'yes', confidence: 0.8 } })

it('tells the second vote of a judge from the first: it was asked in the other order', () => {
  const plans = ['judge eve', 'judge eve'].map((seat) => ({ seat, act: 'ballot' as const, hears: ['0.0', '0.1'], choices: ['yes', 'no'] }))
  const facts: Fact[] = [
    ...begun,
    ...['0.0', '0.1'].flatMap((id) => [asks(id), says(id, id === '0.0' ? 'yes' : 'no')]),
    {
      type: 'step-ended',
      step: 0,
      directions: { rounds: 0, goOn: false, finish: false },
      derived: { ballots: [], changes: [], agreement: null },
    },
    { type: 'step-started', step: 1, round: 0, plans, heard: [] },
    ...['1.0', '1.1'].flatMap((id) => [asks(id), votes(id)]),
  ]
  const debate = replay(recorded(facts))
  const shown = ['0.0', '1.0', '1.1'].map((id) => {
    const turn = debate.steps.flatMap(({ turns }) => turns).find((one) => one.id === id)?.outcome?.turn
    return turn && turnBlock(turn, settingOf(debate, id, sheet))[0]
  })
  expect(shown).toEqual(['ada  yes  80 % sure', 'judge eve  votes for yes', 'judge eve  votes for yes, in the other order'])
})

it('says beneath the name who spoke in place of the model of a seat, and why', () => {
  const fails: Fact = {
    type: 'turn-failed',
    turnId: '0.0',
    attempt: 1,
    final: false,
    kind: 'overloaded',
    reason: 'too busy',
    text: '',
    nano: 0,
    basis: 'zero',
  }
  const stoodIn = (how: 'after a failure' | 'passed over'): readonly string[] => {
    const second: Fact = { ...asks('0.0'), deployment: 'sim-anthropic#1', model: 'dan', attempt: how === 'passed over' ? 1 : 2 } as Fact
    const said = { ...says('0.0', 'yes'), attempt: how === 'passed over' ? 1 : 2 } as Fact
    const before = how === 'passed over' ? [] : [{ ...asks('0.0'), model: 'ada' } as Fact, fails]
    const debate = replay(recorded([...begun, ...before, second, said]))
    const turn = debate.steps[0]?.turns[0]?.outcome?.turn
    return turn ? turnBlock(turn, settingOf(debate, '0.0', sheet)) : []
  }
  expect(stoodIn('after a failure')[1]).toBe('  answered by sim-anthropic/dan, because sim/ada failed (overloaded).')
  expect(stoodIn('passed over')[1]).toBe('  answered by sim-anthropic/dan instead of sim/ada.')
})
