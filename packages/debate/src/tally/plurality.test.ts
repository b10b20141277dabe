import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decided, plurality } from './plurality.ts'
import { bordaOfReviews, fewestFlips, seededHash, shareBefore, summedWeight, type TieBreaker } from './tie-breakers.ts'

fc.configureGlobal({ seed: 1 })

const panel = ['ada', 'bob', 'cy', 'dee', 'eve', 'flo']
const cls = (answer: string, ...members: string[]) => ({ answer, members })
const x = cls('x', 'ada', 'bob')
const y = cls('y', 'cy', 'dee')
const z = cls('z', 'eve')

test('the share is of the panel, so that the absent do not agree, or of the valid where asked', () => {
  expect(plurality([cls('x', 'ada', 'bob', 'cy'), z], { panel })).toEqual({
    winner: cls('x', 'ada', 'bob', 'cy'),
    share: 0.5,
    weights: [3, 1],
    tie: false,
    brokenBy: null,
  })
  expect(plurality([cls('x', 'ada', 'bob', 'cy'), z], { panel, over: 'valid' })?.share).toBe(0.75)
})

test('weights decide, and count for the absent as well', () => {
  const weightOf = (seat: string) => ({ eve: 4, flo: 2 })[seat] ?? 1
  const result = plurality([x, y, z], { panel, weightOf })
  expect(result).toMatchObject({ winner: z, weights: [2, 2, 4], tie: false })
  expect(result?.share).toBeCloseTo(4 / 10)
  expect(plurality([x, y, z], { panel, weightOf, over: 'valid' })?.share).toBeCloseTo(4 / 8)
})

test('weights that differ in rounding alone tie', () => {
  const weightOf = (seat: string) => ({ ada: 0.1, bob: 0.2, cy: 0.3, dee: 0 })[seat] ?? 0
  expect(plurality([x, y], { panel, weightOf })?.tie).toBe(true)
})

test('nobody wins without a vote', () => {
  expect(plurality([], { panel })).toBeNull()
  expect(plurality([cls('x')], { panel })).toBeNull()
  expect(plurality([x], { panel, weightOf: () => 0 })).toBeNull()
})

describe('a tie', () => {
  const broken = (...tieBreakers: TieBreaker[]) => {
    const result = plurality([x, y, z], { panel, tieBreakers })
    return [result?.winner.answer, result?.brokenBy, result?.tie]
  }
  test('is told, even where nothing breaks it', () => {
    expect(broken()).toEqual(['x', 'order', true])
  })
  test('goes to what more held before the debate', () => {
    expect(broken(shareBefore([cls('x', 'ada'), cls('y', 'cy', 'bob'), cls('z', 'eve', 'dee', 'flo')]))).toEqual([
      'y',
      'share before debate',
      true,
    ])
    expect(broken(shareBefore([cls('Y', 'cy')], (one, other) => one === other.toUpperCase()))).toEqual(['y', 'share before debate', true])
  })
  test('goes to the surer members', () => {
    expect(broken(summedWeight((seat) => (seat === 'dee' ? 0.9 : 0.5)))).toEqual(['y', 'summed weight', true])
  })
  test('goes to the answers that reviewers ranked higher', () => {
    const scores = new Map([
      ['ada', 0.2],
      ['bob', 0.4],
      ['cy', null],
      ['dee', 0.35],
    ])
    expect(broken(bordaOfReviews(scores))).toEqual(['y', 'Borda of reviews', true])
  })
  test('goes to those who changed their minds least', () => {
    expect(broken(fewestFlips(new Map([['ada', 1]])))).toEqual(['y', 'fewest flips', true])
  })
  test('goes down the chain until one is left', () => {
    const none = summedWeight(() => 1)
    expect(broken(none, fewestFlips(new Map([['cy', 2]])), seededHash(1))).toEqual(['x', 'fewest flips', true])
    expect(broken(none, seededHash(1))[1]).toBe('seeded hash')
  })
  test('is broken among those that the earlier breakers left', () => {
    const tieBreakers = [
      summedWeight((seat) => (seat === 'eve' ? 0 : 1)),
      fewestFlips(
        new Map([
          ['ada', 1],
          ['cy', 2],
        ]),
      ),
    ]
    expect(plurality([z, cls('x', 'ada'), cls('y', 'cy')], { panel, tieBreakers })).toMatchObject({
      winner: cls('x', 'ada'),
      brokenBy: 'fewest flips',
    })
  })
  test('that only chance can break falls the same way for a seed, whatever the order, and not always to one side', () => {
    const winner = (seed: number, ...classes: (typeof x)[]) => plurality(classes, { panel, tieBreakers: [seededHash(seed)] })?.winner.answer
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(winner(seed, x, y)).toBe(winner(seed, y, x))
      }),
    )
    const wins = Array.from({ length: 1000 }, (_, seed) => winner(seed, x, y)).filter((answer) => answer === 'x').length
    expect(wins).toBeGreaterThan(450)
    expect(wins).toBeLessThan(550)
  })
  test('among the last is none', () => {
    expect(plurality([cls('x', 'ada', 'bob', 'cy'), cls('y', 'dee'), z], { panel })).toMatchObject({ tie: false, brokenBy: null })
  })
})

test('a vote is decided once the lead exceeds the votes left', () => {
  expect(decided([3, 1], 1)).toBe(true)
  expect(decided([3, 1], 2)).toBe(false)
  expect(decided([1, 3, 0], 1)).toBe(true)
  expect(decided([2], 1)).toBe(true)
  expect(decided([1, 1], 0)).toBe(false)
  expect(decided([], 0)).toBe(false)
})

test('no way of casting the votes left takes a decided vote from its leader, and an undecided one can be tied or lost', () => {
  const counts = fc.array(fc.nat(9), { minLength: 2, maxLength: 4 })
  fc.assert(
    fc.property(counts, fc.nat(9), (votes, left) => {
      const [first = 0, second = 0] = votes.toSorted((a, b) => b - a)
      expect(decided(votes, left)).toBe(second + left < first)
    }),
  )
})
