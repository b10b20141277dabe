import { describe, expect, test } from 'vitest'
import { motionOf, seatOf } from '../../testing/panel.ts'
import { absent, opened, type Reply, spec } from '../../testing/spec.ts'
import { council } from './council.ts'

const three = opened('ada', 'bob', 'cyd')
const next = (...replies: Reply[]) =>
  spec(council)
    .given(three, ...replies)
    .next().value
const answers: Reply = ['yes', 'no', 'no']
const order = (...ids: string[]) => ({ order: ids })
const reviews: Reply = [order('0.1', '0.2'), order('0.2', '0.0'), order('0.1', '0.0')]

describe('a council', () => {
  test('lets each rank the others alone, every rater in an order of its own', () => {
    const step = next(answers)
    if (!step || !('plans' in step)) throw new Error('no step')
    expect(step.plans.map(({ act, hears }) => [act, hears.toSorted().join()])).toEqual([
      ['ranking', '0.1,0.2'],
      ['ranking', '0.0,0.2'],
      ['ranking', '0.0,0.1'],
    ])
    const orders = Array.from({ length: 30 }, (_, seed) => {
      const { value } = spec(council)
        .given({ ...opened('ada', 'bob', 'cyd', 'dan'), seed }, ['yes', 'no', 'no', 'no'])
        .next()
      return value && 'plans' in value ? (value.plans[0]?.hears.join() ?? '') : ''
    })
    expect(new Set(orders).size).toBe(6)
  })

  test('has the chairman read all answers, then all reviews', () => {
    const step = next(answers, reviews)
    expect(step).toMatchObject({ round: 2, plans: [{ seat: 'max', act: 'synthesis' }] })
    const hears = step && 'plans' in step ? (step.plans[0]?.hears ?? []) : []
    expect(hears.slice(0, 3).toSorted()).toEqual(['0.0', '0.1', '0.2'])
    expect(hears.slice(3).toSorted()).toEqual(['1.0', '1.1', '1.2'])
  })

  const chairs = (families: Record<string, string>, ...replies: Reply[]) => {
    const named = (name: string, role: 'debater' | 'chairman') => seatOf(name, role, { family: families[name] ?? name })
    const panel = {
      ...three,
      debaters: ['ada', 'bob', 'cyd'].map((name) => named(name, 'debater')),
      chairmen: ['max', 'joy'].map((name) => named(name, 'chairman')),
    }
    const { value } = spec(council)
      .given(panel, ...replies)
      .next()
    return value && 'plans' in value ? value.plans[0]?.seat : value
  }

  test('is chaired by another family than the best answer is of, as the reviews see it', () => {
    expect(chairs({ max: 'x', bob: 'x' }, answers, reviews)).toBe('joy')
    expect(chairs({ max: 'x', ada: 'x' }, answers, reviews)).toBe('max')
    expect(chairs({ max: 'x', joy: 'x', bob: 'x' }, answers, reviews)).toBe('max')
  })

  test('normalises by the raters that an answer had: one bad review of two is worse than none of one', () => {
    const partial: Reply = [order('0.2', '0.1'), absent(), order('0.1', '0.0')]
    // cyd: first of one rater (1); bob: last and first (0.5); ada: last of one (0).
    expect(chairs({ max: 'x', cyd: 'x' }, answers, partial)).toBe('joy')
    expect(chairs({ max: 'x', bob: 'x' }, answers, partial)).toBe('max')
  })

  test('replaces a chairman down the chain, and takes the most votes where all are gone', () => {
    expect(next(answers, reviews, [absent('refused')])).toMatchObject({ plans: [{ seat: 'joy', act: 'synthesis' }] })
    const gone: Reply = [absent('refused')]
    expect(next(answers, reviews, gone, gone, gone)).toMatchObject({
      answer: 'no',
      stopReason: 'no chairman could be had: most votes',
      replaced: [{ seat: 'max', reason: 'refused' }, { seat: 'joy' }, { seat: 'jim' }],
    })
  })

  test('breaks a tie of votes by the reviews where no chairman can be had', () => {
    const even = opened('ada', 'bob', 'cyd', 'dan')
    const liked = (first: string, ...rest: string[]) => order(first, ...rest)
    const given: Reply[] = [
      ['yes', 'yes', 'no', 'no'],
      [liked('0.1', '0.2', '0.3'), liked('0.0', '0.2', '0.3'), liked('0.0', '0.1', '0.3'), liked('0.0', '0.1', '0.2')],
      [absent()],
      [absent()],
      [absent()],
    ]
    for (const seed of [1, 2, 3, 4, 5, 6])
      expect(
        spec(council)
          .given({ ...even, seed }, ...given)
          .next().value,
      ).toMatchObject({ answer: 'yes', tie: true })
  })

  test('says who stands behind what the chairman wrote, and what is shared and contested', () => {
    expect(next(answers, reviews, [{ answer: 'no', agreements: ['a'], disagreements: ['b'] }])).toMatchObject({
      answer: 'no',
      supporters: ['bob', 'cyd'],
      after: [
        { answer: 'no', seats: ['bob', 'cyd'] },
        { answer: 'yes', seats: ['ada'] },
      ],
      agreements: ['a'],
      disagreements: ['b'],
    })
  })

  test('of two has no reviews: one answer alone cannot be ranked', () => {
    expect(next(['yes', 'no', absent()])).toMatchObject({ plans: [{ act: 'synthesis' }] })
    expect(next([absent(), absent(), absent()])).toBeNull()
  })

  test('has people answer, and be reviewed, but fill in no rankings', () => {
    const debate = { ...three, debaters: three.debaters.map((seat) => (seat.name === 'ada' ? { ...seat, model: null } : seat)) }
    const { value } = spec(council).given(debate, answers).next()
    expect(value).toMatchObject({
      plans: [
        { seat: 'bob', act: 'ranking' },
        { seat: 'cyd', act: 'ranking' },
      ],
    })
    expect(value && 'plans' in value ? value.plans[0]?.hears.toSorted() : []).toEqual(['0.0', '0.2'])
  })

  test('told to finish goes to the chairman', () => {
    expect(next({ says: ['yes', 'no', 'no'], directions: { finish: true } })).toMatchObject({ plans: [{ act: 'synthesis' }] })
  })

  test('on an open question asks the clerk who of the panel shares the answer written', () => {
    const open = { ...three, motion: motionOf('Which?', { answer: 'open' }) }
    const given: Reply[] = [['Postgres', 'SQLite', 'Sqlite!'], reviews, ['Postgres it is']]
    expect(
      spec(council)
        .given(open, ...given)
        .next().value,
    ).toMatchObject({ plans: [{ seat: 'lee', act: 'match' }, { act: 'match' }] })
    const same = { groups: [['0.0', '2.0'], ['0.1']] }
    expect(
      spec(council)
        .given(open, ...given, [same, same])
        .next().value,
    ).toMatchObject({
      answer: 'Postgres it is',
      supporters: ['ada'],
      after: [{ seats: ['bob', 'cyd'] }, { seats: ['ada'] }],
    })
  })
})
