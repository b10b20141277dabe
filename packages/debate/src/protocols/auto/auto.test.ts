import { describe, expect, test } from 'vitest'
import { noDirections } from '../../debate.ts'
import type { StepResult } from '../../protocol.ts'
import { motionOf, seatOf, somePrice } from '../../testing/panel.ts'
import { absent, opened, type Reply, spec } from '../../testing/spec.ts'
import { auto } from './auto.ts'

const names = ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay', 'gus', 'hal', 'ivy']
const panel = (size: number) => opened(...names.slice(0, size))
const open = (size: number) => ({ ...panel(size), motion: motionOf('Which?', { answer: 'open' }) })
const next = (debate: ReturnType<typeof panel>, options: object, ...replies: Reply[]) =>
  spec(auto, options)
    .given(debate, ...replies)
    .next().value
const to = (answer: string) => ({ answer, changed: true })
const split: Reply = ['yes', 'no', 'no']
const firm: Reply = ['yes', 'no', 'no']

describe('the gates of auto', () => {
  test('the three cheapest are asked first, those of unknown price last, people among the first', () => {
    const priced = (name: string, nano: number | null) =>
      seatOf(name, 'debater', { price: nano === null ? null : { ...somePrice, requestNano: nano } })
    const debaters = [priced('ada', 9), priced('bob', null), priced('cyd', 1), priced('dan', 5), priced('eve', 2)]
    const first = (seats: typeof debaters) => {
      const { value } = spec(auto)
        .given({ ...panel(5), debaters: seats })
        .next()
      return value && 'plans' in value ? value.plans.map(({ seat }) => seat) : []
    }
    expect(first(debaters)).toEqual(['cyd', 'dan', 'eve'])
    expect(first([...debaters.slice(0, 4), { ...seatOf('eve'), model: null }])).toEqual(['cyd', 'dan', 'eve'])
    expect(first([priced('ada', 1), priced('bob', null), priced('cyd', null)])).toEqual(['ada', 'bob', 'cyd'])
  })

  test('early agreement ends it: all of the first present, of one answer, and sure', () => {
    expect(next(panel(5), {}, ['yes', 'yes', 'yes'])).toMatchObject({
      answer: 'yes',
      stopReason: 'the first to answer agree, and are sure',
    })
  })

  test('it goes on where one of the first is absent, differs or is not sure', () => {
    const unsure = { answer: 'yes', confidence: 0.5 }
    for (const replies of [
      ['yes', 'yes', absent()],
      ['yes', 'yes', 'no'],
      [unsure, unsure, 'yes'],
      [{ ...unsure, confidence: null }, unsure, unsure],
    ])
      expect(next(panel(5), {}, replies as Reply)).toMatchObject({
        round: 0,
        plans: [{ seat: 'dan', act: 'opening', hears: [] }, { seat: 'eve' }],
      })
  })

  test('a clear lead of all ends it', () => {
    expect(next(panel(5), {}, ['yes', 'yes', 'no'], ['yes', 'yes'])).toMatchObject({
      answer: 'yes',
      stopReason: 'a clear lead without debate',
      after: [{ seats: ['ada', 'bob', 'dan', 'eve'] }, { seats: ['cyd'] }],
    })
    expect(next(panel(4), {}, ['yes', 'yes', 'no'], ['yes'])).toMatchObject({ round: 1, plans: [{ act: 'rebuttal' }, {}, {}, {}] })
  })

  test('what is contested is revised, until the lead is clear', () => {
    expect(next(panel(3), {}, split)).toMatchObject({
      round: 1,
      plans: [{ seat: 'ada', act: 'rebuttal' }, { seat: 'bob' }, { seat: 'cyd' }],
    })
    expect(next(panel(3), {}, split, [to('no'), 'no', 'no'])).toMatchObject({
      answer: 'no',
      before: [{ seats: ['bob', 'cyd'] }, { seats: ['ada'] }],
      stopReason: 'a clear lead after revision',
    })
    expect(next(panel(3), {}, split, [to('no'), to('yes'), 'no'])).toMatchObject({ round: 2, plans: [{ act: 'rebuttal' }, {}, {}] })
  })

  test('who was absent is asked again in a revision', () => {
    expect(next(panel(3), {}, ['yes', 'no', absent()])).toMatchObject({
      plans: [{ seat: 'ada' }, { seat: 'bob' }, { seat: 'cyd', hears: { length: 2 } }],
    })
  })

  test('the votes before stand where nobody can speak any more', () => {
    const gone: Reply = { says: [absent('budget'), absent('budget'), absent('budget')], directions: { finish: true } }
    expect(next(panel(3), {}, split, gone)).toMatchObject({ answer: 'no', stopReason: 'asked to finish' })
  })

  test('people can finish it at every gate, and send it past each', () => {
    const calm = ['yes', 'yes', 'yes']
    expect(next(panel(5), {}, { says: ['yes', 'no', 'no'], directions: { finish: true } })).toMatchObject({ stopReason: 'asked to finish' })
    expect(next(panel(5), {}, { says: calm, directions: { goOn: true } })).toMatchObject({ plans: [{ seat: 'dan' }, { seat: 'eve' }] })
    expect(next(panel(5), {}, split, { says: ['no', 'yes'], directions: { finish: true } })).toMatchObject({
      stopReason: 'asked to finish',
    })
    expect(next(panel(5), {}, ['no', 'no', 'yes'], { says: ['no', 'no'], directions: { goOn: true } })).toMatchObject({ round: 1 })
    expect(next(panel(3), {}, split, { says: [to('no'), 'no', 'no'], directions: { goOn: true } })).toMatchObject({
      round: 2,
    })
    expect(next(panel(3), { revisions: 1 }, split, { says: ['yes', to('yes'), 'no'], directions: { rounds: 1 } })).toMatchObject({
      round: 2,
      plans: [{ act: 'rebuttal' }, {}, {}],
    })
  })
})

describe('auto on a closed question that stays split', () => {
  const judged = (...ballots: Reply[]) => next(panel(3), {}, split, firm, ['no', 'yes'], ...ballots)

  test('has the surest of the two largest sides answer each other', () => {
    const sides = next(panel(3), {}, split, ['yes', { answer: 'no', confidence: 0.6 }, { answer: 'no', confidence: 0.8 }])
    expect(sides).toMatchObject({
      round: 2,
      plans: [
        { seat: 'cyd', act: 'rebuttal', hears: ['1.0'], side: { name: 'affirmative', answer: 'no' } },
        { seat: 'ada', act: 'rebuttal', hears: ['1.2'], side: { name: 'negative', answer: 'yes' } },
      ],
    })
  })

  test('has each judge vote in both orders, on the speeches of both rounds', () => {
    expect(judged()).toMatchObject({
      plans: [
        { seat: 'joy', act: 'ballot', hears: ['1.1', '1.0', '2.0', '2.1'], choices: ['no', 'yes'] },
        { seat: 'joy', act: 'ballot', hears: ['1.0', '1.1', '2.1', '2.0'], choices: ['yes', 'no'] },
        { seat: 'jim' },
        { seat: 'jim' },
      ],
    })
  })

  test('is decided by the judges, those who waver counting half for each', () => {
    expect(judged(['yes', 'yes', 'yes', 'no'])).toMatchObject({ answer: 'yes', stopReason: 'still split: judges 1.5 to 0.5' })
    expect(judged(['no', 'no', 'no', 'no'])).toMatchObject({ answer: 'no', stopReason: 'still split: judges 2 to 0' })
  })

  test('still says that the votes were tied, whoever decides', () => {
    const ruling = next(panel(2), {}, ['yes', 'no'], ['yes', 'no'], ['yes', 'no'], ['no', 'no', 'no', 'no'])
    expect(ruling).toMatchObject({ answer: 'no', tie: true })
    expect(judged(['yes', 'yes', 'yes', 'yes'])).not.toHaveProperty('tie')
  })

  test('falls back on the votes where the judges are split as well, or there are none', () => {
    expect(judged(['yes', 'no', 'yes', 'no'])).toMatchObject({ answer: 'no', stopReason: 'still split, and so are the judges' })
    expect(judged([absent(), absent(), absent(), absent()])).toMatchObject({
      answer: 'no',
      replaced: [{ seat: 'joy' }, { seat: 'jim' }],
      stopReason: 'still split, and no judge could be had',
    })
    expect(next({ ...panel(3), judges: [] }, {}, split, firm)).toMatchObject({ answer: 'no', stopReason: 'still split' })
  })

  test('replaces an absent judge by the next of the chain', () => {
    const five = { ...panel(3), judges: ['j1', 'j2', 'j3'].map((name) => seatOf(name, 'judge')) }
    const given: Reply[] = [split, firm, ['no', 'yes']]
    expect(next(five, { judges: 2 }, ...given)).toMatchObject({ plans: [{ seat: 'j1' }, { seat: 'j1' }, { seat: 'j2' }, { seat: 'j2' }] })
    const one: Reply = [absent('refused'), absent('refused'), 'yes', 'yes']
    expect(next(five, { judges: 2 }, ...given, one)).toMatchObject({ plans: [{ seat: 'j3' }, { seat: 'j3' }] })
    expect(next(five, { judges: 2 }, ...given, one, ['yes', 'yes'])).toMatchObject({
      answer: 'yes',
      replaced: [{ seat: 'j1', reason: 'refused' }],
    })
  })

  test('keeps to the rounds of the limits: the judges then vote on what was said', () => {
    expect(next({ ...panel(3), rounds: 1 }, {}, split)).toMatchObject({ plans: [{ act: 'ballot', hears: ['0.1', '0.0'] }, {}, {}, {}] })
    expect(next({ ...panel(3), rounds: 2 }, {}, split, [to('no'), to('yes'), 'no'])).toMatchObject({
      plans: [{ act: 'ballot' }, {}, {}, {}],
    })
    expect(next({ ...panel(3), rounds: 3 }, {}, split, firm)).toMatchObject({ round: 2, plans: [{ act: 'rebuttal' }, {}] })
  })
})

describe('auto on an open question that stays split', () => {
  const apart = (step: number) => ({ groups: [[`${step}.0`], [`${step}.1`], [`${step}.2`]] })
  const heard: Reply[] = [
    ['a', 'b', 'c'],
    [apart(0), apart(0)],
    ['a', 'b', 'c'],
    [apart(2), apart(2)],
  ]

  test('has a clerk lay it out and a chairman conclude, who reads that too', () => {
    expect(next(open(3), {}, ...heard)).toMatchObject({ round: 2, plans: [{ seat: 'lee', act: 'analysis', hears: ['2.0', '2.1', '2.2'] }] })
    const chair = next(open(3), {}, ...heard, [{ blindSpots: ['x'] }])
    expect(chair).toMatchObject({ plans: [{ seat: 'max', act: 'synthesis' }] })
    expect(chair && 'plans' in chair ? chair.plans[0]?.hears.at(-1) : '').toBe('4.0')
    const same = { groups: [['2.0', '5.0'], ['2.1'], ['2.2']] }
    expect(next(open(3), {}, ...heard, [{ blindSpots: ['x'] }], ['A it is'], [same, same])).toMatchObject({
      answer: 'A it is',
      supporters: ['ada'],
      analysis: { blindSpots: ['x'] },
      stopReason: 'still split: the chairman concluded',
    })
  })

  test('does without the clerk, and without a chairman by the most votes', () => {
    const none: Reply = [absent()]
    const alone = next(open(3), {}, ...heard, none, none, none)
    expect(alone).toMatchObject({ plans: [{ seat: 'max', act: 'synthesis', hears: { length: 3 } }] })
    const votes = next(open(3), {}, ...heard, none, none, none, none, none, none, [apart(2), apart(2)])
    expect(votes).toMatchObject({ tie: true, stopReason: 'no chairman could be had: most votes' })
  })
})

describe('auto over panels of every size', () => {
  test.each([2, 3, 4, 5, 6, 7, 8, 9])('%i debaters come to a ruling, within the calls foretold', (size) => {
    for (const debate of [panel(size), open(size)])
      for (const seed of [1, 2, 3]) {
        const options = auto.options.parse({})
        const script = auto.script({ ...debate, seed }, options)
        let calls = 0
        let step = script.next()
        for (let number = 0; !step.done; number++) {
          calls += step.value.plans.length
          const { plans, round } = step.value
          const outcomes = plans.map((plan, index) => {
            const id = `${number}.${index}`
            const answer = names.indexOf(plan.seat) % 2 === (seed === 3 ? 0 : round % seed) ? 'yes' : 'no'
            const position = { argument: '', answer, confidence: 0.6, ...(round > 0 && { changed: seed === 2 }) }
            const said = {
              opening: { position },
              rebuttal: { position },
              ballot: { ballot: { choice: plan.choices?.[0] ?? '' } },
              match: { match: { groups: [] } },
            }
            const rest = { synthesis: { answer: 'both', agreements: [], disagreements: [] }, analysis: { consensus: [] } }
            const content = plan.act in said ? said[plan.act as keyof typeof said] : rest
            return { plan, turn: { id, seat: plan.seat, act: plan.act, round, text: '', ...content } }
          })
          step = script.next({ outcomes, directions: noDirections } as unknown as StepResult)
        }
        const { low, high } = auto.calls(size, options)
        expect(step.value).not.toBeNull()
        expect(calls).toBeGreaterThanOrEqual(low)
        expect(calls).toBeLessThanOrEqual(high)
      }
  })
})
