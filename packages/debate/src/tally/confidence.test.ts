import { expect, test } from 'vitest'
import { possibleAnswers, smoothedShare } from './confidence.ts'

test('the share is smoothed over the answers that there could have been', () => {
  expect(smoothedShare({ supporters: 3, panel: 3, answers: 2 })).toBe(0.8)
  expect(smoothedShare({ supporters: 2, panel: 3, answers: 4 })).toBeCloseTo(3 / 7)
  expect(smoothedShare({ supporters: 0, panel: 0, answers: 2 })).toBe(0.5)
})

test('two of two are surer than two of three with one absent', () => {
  const share = (panel: number) => smoothedShare({ supporters: 2, panel, answers: 2 })
  expect(share(3)).toBeLessThan(share(2))
})

test('more supporters than seats, or one answer only, is a mistake', () => {
  expect(() => smoothedShare({ supporters: 4, panel: 3, answers: 2 })).toThrow(RangeError)
  expect(() => smoothedShare({ supporters: 3, panel: 3, answers: 1 })).toThrow(RangeError)
})

test('an open question always has one more answer than were heard', () => {
  expect(possibleAnswers({ answer: 'open', options: [] }, 1)).toBe(2)
  expect(possibleAnswers({ answer: 'number', options: [] }, 3)).toBe(4)
  expect(possibleAnswers({ answer: 'open', options: [] }, 0)).toBe(2)
  expect(possibleAnswers({ answer: 'yesno', options: [] }, 1)).toBe(2)
  expect(possibleAnswers({ answer: 'choice', options: ['a', 'b', 'c'] }, 1)).toBe(3)
})
