import { describe, expect, test } from 'vitest'
import { motionOf, seatOf } from '../../testing/panel.ts'
import { absent, opened, type Reply, spec } from '../../testing/spec.ts'
import { judged } from './judged.ts'

const three = opened('ada', 'bob', 'cyd')
const next = (options: object, ...replies: Reply[]) =>
  spec(judged, options)
    .given(three, ...replies)
    .next().value
const split: Reply = ['yes', { answer: 'no', confidence: 0.6 }, 'no']
const speech: Reply = ['yes', 'no']
const argued = [split, speech, speech, speech]
/** Votes of two judges, each in both orders. */
const votes = (...choices: readonly [string, string, string, string]): Reply => choices

describe('a judged debate', () => {
  test('is between the two answers that most give, each defended by whoever is surest of it', () => {
    expect(next({}, split)).toMatchObject({
      round: 1,
      plans: [
        { seat: 'cyd', act: 'rebuttal', hears: ['0.0'], side: { name: 'affirmative', answer: 'no' }, words: 100 },
        { seat: 'ada', act: 'rebuttal', hears: ['0.2'], side: { name: 'negative', answer: 'yes' }, words: 100 },
      ],
    })
  })

  test('has both sides speak at the same time for three rounds, each having heard the rounds before', () => {
    expect(next({}, split, ['no', 'yes'])).toMatchObject({ round: 2, plans: [{ hears: ['0.0', '1.1'] }, { hears: ['0.2', '1.0'] }] })
    expect(next({}, ...argued)).toMatchObject({ round: 4, plans: [{ act: 'ballot' }, {}, {}, {}] })
  })

  test('is put to every judge in both orders, and judges hear the speeches alone', () => {
    expect(next({}, ...argued)).toMatchObject({
      plans: [
        { seat: 'joy', hears: ['1.0', '1.1', '2.0', '2.1', '3.0', '3.1'], choices: ['no', 'yes'] },
        { seat: 'joy', hears: ['1.1', '1.0', '2.1', '2.0', '3.1', '3.0'], choices: ['yes', 'no'] },
        { seat: 'jim', choices: ['no', 'yes'] },
        { seat: 'jim', choices: ['yes', 'no'] },
      ],
    })
  })

  test('is won by the mean of the judges, whoever has more debaters; a judge that votes by the order counts half for each', () => {
    expect(next({}, ...argued, votes('yes', 'yes', 'no', 'yes'))).toMatchObject({
      answer: 'yes',
      supporters: ['ada'],
      before: [{ answer: 'no', seats: ['bob', 'cyd'] }, { answer: 'yes' }],
      after: [{ answer: 'no', seats: ['bob', 'cyd'] }, { answer: 'yes' }],
      stopReason: 'judges 1.5 to 0.5',
    })
  })

  test('that judges leave open is a tie, and goes to the answer that more held before', () => {
    expect(next({}, ...argued, votes('yes', 'no', 'no', 'yes'))).toMatchObject({ answer: 'no', tie: true, stopReason: 'judges 1 to 1' })
  })

  test('that nobody contests is not held', () => {
    expect(next({}, ['yes', 'yes', absent()])).toMatchObject({ answer: 'yes', stopReason: 'nobody holds another answer' })
    expect(next({}, [absent(), absent(), absent()])).toBeNull()
  })

  test('is judged by other families first, and the next judge stands in for one that is absent in either order', () => {
    const kin = {
      ...three,
      debaters: [...three.debaters.slice(0, 2), seatOf('cyd', 'debater', { family: 'x' })],
      judges: [seatOf('joy', 'judge', { family: 'x' }), seatOf('jim', 'judge')],
    }
    const step = spec(judged, { judges: 1 }).given(kin, ...argued)
    expect(step.next().value).toMatchObject({ plans: [{ seat: 'jim' }, { seat: 'jim' }] })
    const again = spec(judged, { judges: 1 }).given(kin, ...argued, ['yes', absent('refused')])
    expect(again.next().value).toMatchObject({ plans: [{ seat: 'joy' }, { seat: 'joy' }] })
    const ruled = spec(judged, { judges: 1 }).given(kin, ...argued, ['yes', absent('refused')], ['yes', 'yes'])
    expect(ruled.next().value).toMatchObject({ answer: 'yes', replaced: [{ seat: 'jim', reason: 'refused' }] })
  })

  test('without any judge goes by the votes, and says so', () => {
    const none = [absent(), absent(), absent(), absent()]
    expect(next({}, ...argued, none)).toMatchObject({ answer: 'no', stopReason: 'no judge could be had: most votes', replaced: [{}, {}] })
  })

  test('counts on what a side said before where it says no more, and names it', () => {
    const silent: Reply = ['no', absent('cut')]
    const step = next({ rounds: 1 }, split, silent)
    expect(step).toMatchObject({ plans: [{ hears: ['0.0', '1.0'] }, {}, {}, {}] })
    expect(next({ rounds: 1 }, split, silent, votes('no', 'no', 'no', 'no'))).toMatchObject({ replaced: [{ seat: 'ada', reason: 'cut' }] })
  })

  test('finishes when told, goes on for more rounds when asked, and after the judges where they are overruled', () => {
    expect(next({}, split, { says: ['no', 'yes'], directions: { finish: true } })).toMatchObject({ plans: [{ act: 'ballot' }, {}, {}, {}] })
    expect(next({ rounds: 1 }, split, { says: ['no', 'yes'], directions: { rounds: 1 } })).toMatchObject({
      round: 2,
      plans: [{ act: 'rebuttal' }, {}],
    })
    const overruled: Reply = { says: ['no', 'no', 'no', 'no'], directions: { goOn: true } }
    expect(next({ rounds: 1 }, split, speech, overruled)).toMatchObject({ round: 2, plans: [{ act: 'rebuttal' }, {}] })
    expect(next({ rounds: 1 }, split, speech, overruled, speech, votes('yes', 'yes', 'yes', 'yes'))).toMatchObject({ answer: 'yes' })
  })

  test('asks for quotes where there are sources, and tells judges that they were looked up', () => {
    const sourced = { ...three, motion: motionOf('Is it so?', { sources: [{ name: 'A', hash: 'h', bytes: 1 }] }) }
    expect(spec(judged).given(sourced, split).next().value).toMatchObject({ plans: [{ quotes: true }, { quotes: true }] })
    const { value } = spec(judged)
      .given(sourced, ...argued)
      .next()
    expect(value).toMatchObject({ plans: [{ brief: expect.stringContaining('looked up') }, {}, {}, {}] })
  })

  test('so far goes by independent answers, not by what sides were told to say', () => {
    expect(spec(judged).given(three, split, ['yes', 'yes']).soFar()).toMatchObject({ answer: 'no', after: [{ seats: ['bob', 'cyd'] }, {}] })
    expect(
      spec(judged, { answers: ['yes', 'no'] })
        .given(three, ['yes', 'no'])
        .soFar(),
    ).toBeNull()
  })
})

describe('a judged debate over given answers', () => {
  const answers = { answers: ['Yes.', 'no'], rounds: 1 }

  test('is between the first two debaters, who open at the same time', () => {
    expect(next(answers)).toMatchObject({
      round: 0,
      plans: [
        { seat: 'ada', act: 'opening', hears: [], side: { answer: 'yes' } },
        { seat: 'bob', act: 'opening', hears: [], side: { answer: 'no' } },
      ],
    })
  })

  test('counts nobody as having held an answer before', () => {
    expect(next(answers, speech, votes('no', 'no', 'yes', 'no'))).toMatchObject({
      answer: 'no',
      before: [],
      after: [
        { answer: 'yes', seats: ['ada'] },
        { answer: 'no', seats: ['bob'] },
      ],
      supporters: ['bob'],
    })
  })

  test('has no ruling where a side never spoke', () => {
    expect(next(answers, ['yes', absent()])).toBeNull()
  })

  test('refuses answers that are one, or that the question does not allow', () => {
    expect(() => next({ answers: ['yes', 'Yes!'] })).toThrow('two different answers')
    expect(() => next({ answers: ['yes', 'perhaps'] })).toThrow('"perhaps" is none')
    const motion = { question: 'Is it so?', answer: 'yesno' as const, options: [], context: [], sources: [] }
    expect(judged.problem?.(motion, judged.options.parse({ answers: ['yes', 'perhaps'] }))).toBe(
      'Judged needs two answers that the question allows (yes | no), and "perhaps" is none: give others, or none at all, and the panel finds them.',
    )
    expect(judged.problem?.(motion, judged.options.parse({ answers: ['yes', 'no'] }))).toBeNull()
    expect(judged.problem?.(motion, judged.options.parse({}))).toBeNull()
  })
})

describe('consultancy', () => {
  test('has one consultant speak for an answer that the seed draws, the same for the same seed, and judges choose between both', () => {
    const drawn = { consultancy: 'drawn', rounds: 2 }
    expect(next(drawn, split)).toMatchObject({ plans: [{ seat: 'ada', hears: [] }] })
    expect(next(drawn, split, ['yes'])).toMatchObject({ plans: [{ seat: 'ada', act: 'rebuttal', hears: [] }] })
    expect(next(drawn, split, ['yes'], ['yes'])).toMatchObject({
      plans: [
        { hears: ['1.0', '2.0'], choices: ['no', 'yes'], brief: expect.stringContaining('consultant') },
        { hears: ['1.0', '2.0'], choices: ['yes', 'no'] },
        {},
        {},
      ],
    })
  })

  test('for each answer has two consultants who never hear each other, and every judge hears them apart', () => {
    const each = { consultancy: 'each', rounds: 1, judges: 1 }
    expect(next(each, split)).toMatchObject({
      plans: [
        { seat: 'cyd', hears: [] },
        { seat: 'ada', hears: [] },
      ],
    })
    expect(next(each, split, speech)).toMatchObject({
      plans: [{ hears: ['1.0'] }, { hears: ['1.0'] }, { hears: ['1.1'] }, { hears: ['1.1'] }],
    })
    expect(next(each, split, speech, ['no', 'no', 'yes', 'no'])).toMatchObject({ answer: 'no', stopReason: 'judges 0.75 to 0.25' })
  })
})

test('a judged debate makes N + 2R + 2J calls at the most beside the clerk, and 2R + 2J over given answers', () => {
  const callsOf = (options: object) => judged.calls(5, judged.options.parse(options), null)
  expect(callsOf({})).toEqual({ low: 5, expected: 17, high: 19 })
  expect(callsOf({ answers: ['a', 'b'] })).toEqual({ low: 8, expected: 12, high: 12 })
  expect(callsOf({ consultancy: 'drawn' })).toEqual({ low: 5, expected: 14, high: 16 })
  expect(callsOf({ consultancy: 'each' })).toEqual({ low: 5, expected: 23, high: 25 })
})
