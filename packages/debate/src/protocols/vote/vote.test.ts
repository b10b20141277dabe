import { describe, expect, test } from 'vitest'
import { motionOf, seatOf } from '../../testing/panel.ts'
import { absent, opened, spec } from '../../testing/spec.ts'
import { vote } from './vote.ts'

const ruling = (...given: Parameters<ReturnType<typeof spec>['given']>) =>
  spec(vote)
    .given(...given)
    .next().value

describe('a vote', () => {
  test('asks everybody at once, and nobody hears anybody', () => {
    const { done, value } = spec(vote)
      .given(opened('ada', 'bob', 'cyd'))
      .next()
    expect(done).toBe(false)
    expect(value).toEqual({ round: 0, plans: ['ada', 'bob', 'cyd'].map((seat) => ({ seat, act: 'opening', hears: [] })) })
  })

  test('is won by the most votes', () => {
    expect(ruling(opened('ada', 'bob', 'cyd'), ['yes', 'no', 'no'])).toMatchObject({
      answer: 'no',
      after: [
        { answer: 'no', seats: ['bob', 'cyd'] },
        { answer: 'yes', seats: ['ada'] },
      ],
      supporters: ['bob', 'cyd'],
      stopReason: 'everybody spoke',
    })
  })

  test('that ties says so, and chance decides alike whatever the order of the seats', () => {
    const one = ruling(opened('ada', 'bob'), ['yes', 'no'])
    const other = ruling(opened('bob', 'ada'), ['no', 'yes'])
    expect(one).toMatchObject({ tie: true })
    expect(one).toHaveProperty('answer', (other as { answer: string }).answer)
  })

  test('weighs seats', () => {
    const heavy = { ...opened('ada', 'bob', 'cyd'), debaters: [{ ...seatOf('ada'), weight: 3 }, seatOf('bob'), seatOf('cyd')] }
    expect(ruling(heavy, ['yes', 'no', 'no'])).toMatchObject({ answer: 'yes' })
  })

  test('counts neither the absent nor who abstains', () => {
    const decided = ruling(opened('ada', 'bob', 'cyd'), ['no', absent('refused'), { answer: '', abstain: true }])
    expect(decided).toMatchObject({ answer: 'no', after: [{ answer: 'no', seats: ['ada'] }] })
  })

  test('without any answer has no ruling', () => {
    expect(ruling(opened('ada', 'bob'), [absent(), absent()])).toBeNull()
  })

  test('on an open question has a clerk compare answers, in both orders', () => {
    const open = { ...opened('ada', 'bob', 'cyd'), motion: motionOf('Which?', { answer: 'open' }) }
    const step = spec(vote).given(open, ['Postgres', 'Use Postgres!', 'SQLite']).next()
    expect(step.value).toMatchObject({
      plans: [
        { seat: 'lee', act: 'match', hears: ['0.0', '0.1', '0.2'] },
        { seat: 'lee', act: 'match', hears: ['0.2', '0.1', '0.0'] },
      ],
    })
    const same = { groups: [['0.0', '0.1'], ['0.2']] }
    expect(ruling(open, ['Postgres', 'Use Postgres!', 'SQLite'], [same, same])).toMatchObject({ supporters: ['ada', 'bob'] })
    const finer = { groups: [['0.0'], ['0.1'], ['0.2']] }
    expect(ruling(open, ['Postgres', 'Use Postgres!', 'SQLite'], [same, finer])).toMatchObject({ tie: true })
  })

  test('goes down the chain of clerks, and lets the letters decide without any', () => {
    const open = {
      ...opened('ada', 'bob'),
      motion: motionOf('Which?', { answer: 'open' }),
      clerks: [seatOf('lee', 'clerk'), seatOf('joy', 'judge')],
    }
    const gone = [absent('auth'), absent('auth')]
    expect(spec(vote).given(open, ['a b', 'b c'], gone).next().value).toMatchObject({ plans: [{ seat: 'joy' }, { seat: 'joy' }] })
    expect(ruling(open, ['a b', 'b c'], gone, gone)).toMatchObject({
      tie: true,
      replaced: [
        { seat: 'lee', reason: 'auth' },
        { seat: 'joy', reason: 'auth' },
      ],
    })
  })
})

describe('an early vote', () => {
  const until = (debate = opened('ada', 'bob', 'cyd')) => {
    const { value } = spec(vote, { early: true }).given(debate).next()
    if (!value || !('plans' in value) || !value.until) throw new Error('it never stops')
    return { plans: value.plans, until: value.until }
  }
  const says = (...answers: (string | null)[]) => {
    const { plans, until: stops } = until()
    return stops(
      answers.map((answer, index) => {
        const plan = plans[index]
        if (answer === null || !plan) return null
        const position = { argument: answer, answer, confidence: 1 }
        return { plan, turn: { id: `0.${index}`, seat: plan.seat, act: 'opening', round: 0, text: answer, position } }
      }),
    )
  }

  test('stops once the votes still out can neither change the answer nor make a tie', () => {
    expect(says('yes', null, null)).toBe(false)
    expect(says('yes', 'no', null)).toBe(false)
    expect(says('yes', null, 'yes')).toBe(true)
  })

  test('does not stop an open question: nobody knows yet which answers are the same', () => {
    const open = { ...opened('ada', 'bob', 'cyd'), motion: motionOf('Which?', { answer: 'open' }) }
    expect(spec(vote, { early: true }).given(open).next().value).not.toHaveProperty('until')
  })

  test('says that it was decided', () => {
    expect(
      spec(vote, { early: true })
        .given(opened('ada', 'bob', 'cyd'), ['yes', 'yes', absent('decided')])
        .next().value,
    ).toMatchObject({
      stopReason: 'decided before everybody spoke',
    })
  })
})
