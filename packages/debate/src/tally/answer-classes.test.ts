import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Motion } from '../motion.ts'
import { type AnswerClass, answerClasses, mergeClasses, sameAnswer } from './answer-classes.ts'

fc.configureGlobal({ seed: 1 })

const of = (answer: Motion['answer'], ...options: string[]) => ({ answer, options })
const said = (...answers: string[]) => answers.map((answer, index) => ({ id: `s${index}`, answer }))
const members = (classes: readonly AnswerClass[]) => classes.map((each) => each.members)

test('closed answers are grouped by what they say, the largest class first, then the first seen', () => {
  expect(answerClasses(said('no', 'Yes.', 'dunno', 'TRUE', 'y'), of('yesno'))).toEqual([
    { answer: 'yes', members: ['s1', 's3', 's4'] },
    { answer: 'no', members: ['s0'] },
  ])
  expect(answerClasses(said('C', '(a)', 'gamma', 'alpha'), of('choice', 'alpha', 'beta', 'gamma'))).toEqual([
    { answer: 'gamma', members: ['s0', 's2'] },
    { answer: 'alpha', members: ['s1', 's3'] },
  ])
})

test('numbers within one in a million of the next are the same', () => {
  expect(members(answerClasses(said('1000000', '1000000.9', '1000002'), of('number')))).toEqual([['s0', 's1'], ['s2']])
  expect(members(answerClasses(said('1/3', '0.33', '0.33333333', '-1/3'), of('number')))).toEqual([['s0', 's2'], ['s1'], ['s3']])
  expect(members(answerClasses(said('0', '0.0000001', '-0'), of('number')))).toEqual([['s0', 's2'], ['s1']])
})

test('closeness of numbers is transitive, in whatever order they come', () => {
  const chain = ['1', '1.0000009', '1.0000018', '1.0000027']
  fc.assert(
    fc.property(fc.shuffledSubarray(chain, { minLength: 4 }), (answers) => {
      expect(answerClasses(said(...answers), of('number'))).toHaveLength(1)
    }),
  )
})

test('an open class speaks in the words of its first member, without their dress', () => {
  expect(answerClasses(said('**The Eiffel Tower.**', 'Big Ben', 'eiffel tower'), of('open'))).toEqual([
    { answer: 'The Eiffel Tower', members: ['s0', 's2'] },
    { answer: 'Big Ben', members: ['s1'] },
  ])
})

test('who gave no readable answer is in no class', () => {
  expect(answerClasses(said('...', '', '?'), of('open'))).toEqual([])
})

test('two answers can be compared by themselves', () => {
  expect(sameAnswer('50%', '1/2', of('number'))).toBe(true)
  expect(sameAnswer('maybe', 'maybe', of('yesno'))).toBe(false)
})

const abcd = answerClasses(said('a1', 'b1', 'c1', 'd1', 'd1'), of('open'))

test('a clerk joins classes that say the same, and the larger one speaks', () => {
  expect(members(abcd)).toEqual([['s3', 's4'], ['s0'], ['s1'], ['s2']])
  expect(mergeClasses(abcd, [[['s0', 's1', 's2'], ['s3']]])).toEqual([
    { answer: 'a1', members: ['s0', 's1', 's2'] },
    { answer: 'd1', members: ['s3', 's4'] },
  ])
  expect(mergeClasses(abcd, [[['s0', 's4']]])[0]).toEqual({ answer: 'd1', members: ['s3', 's4', 's0'] })
})

test('a class is not split, and joins through any of its members', () => {
  expect(members(mergeClasses(abcd, [[['s0', 's3'], ['s4', 's2'], ['s1']]]))).toEqual([['s3', 's4', 's0', 's2'], ['s1']])
})

test('groups that overlap are one', () => {
  expect(
    members(
      mergeClasses(abcd, [
        [
          ['s0', 's1'],
          ['s2', 's3'],
          ['s1', 's2'],
        ],
      ]),
    ),
  ).toEqual([['s3', 's4', 's0', 's1', 's2']])
})

test('where two partitions conflict the finer one holds', () => {
  const joins = (...partitions: string[][][]) => members(mergeClasses(abcd, partitions))
  expect(
    joins(
      [['s0', 's1', 's2']],
      [
        ['s0', 's1'],
        ['s2', 's3'],
      ],
    ),
  ).toEqual([['s3', 's4'], ['s0', 's1'], ['s2']])
  expect(joins([['s0', 's1']], [['s1', 's2']])).toEqual(members(abcd))
  expect(joins([['s0', 's1', 's2', 's3']], [])).toEqual(members(abcd))
  expect(joins()).toEqual(members(abcd))
})

test('names that no class has are ignored', () => {
  expect(members(mergeClasses(abcd, [[['nobody', 's0', 's1']]]))).toEqual([['s3', 's4'], ['s0', 's1'], ['s2']])
})

test('a second opinion never joins more, and nobody is lost', () => {
  const partition = fc.uniqueArray(fc.constantFrom('s0', 's1', 's2', 's3', 's4')).map((ids) => [ids.slice(0, 2), ids.slice(2)])
  fc.assert(
    fc.property(partition, partition, (one, other) => {
      const both = mergeClasses(abcd, [one, other])
      expect(both.length).toBeGreaterThanOrEqual(mergeClasses(abcd, [one]).length)
      expect(members(both)).toEqual(members(mergeClasses(abcd, [other, one])))
      expect(both.flatMap((each) => each.members).toSorted()).toEqual(['s0', 's1', 's2', 's3', 's4'])
    }),
  )
})
