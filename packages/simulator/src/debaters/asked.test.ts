import { expect, test } from 'vitest'
import { kindAsked, saidBy, sideAsked } from './asked.ts'

test('a side is read from the last words of a prompt', () => {
  expect(sideAsked('Answer the question.')).toBeNull()
  expect(sideAsked('You are the negative side: make the case.')).toEqual({ name: 'negative' })
  expect(sideAsked('You are the affirmative side: make the case.')).toEqual({ name: 'affirmative' })
  const asked = 'Somebody says: Defend this answer: "Tabs"\nDefend this answer: "Both, in turn"\nMake the best case for it.'
  expect(sideAsked(asked)).toEqual({ name: 'answer', answer: 'Both, in turn' })
  expect(sideAsked('Defend this answer: "Tabs')).toEqual({ name: 'answer', answer: 'Tabs' })
})
test('the kind of answer is read from the instructions', () => {
  expect(kindAsked('- answer: one number and nothing else.')).toBe('number')
  expect(kindAsked('- answer: "yes" or "no".')).toBe('yesno')
  expect(kindAsked('- answer: your answer in one to three sentences.')).toBeNull()
  expect(kindAsked('Give a number of reasons.')).toBeNull()
})
test('what a side says is read beside its label, and its latest words count', () => {
  const prompt =
    '<<q-1 Panelist A for the affirmative, opening\nAnswer: yes\nIt is so.\nq-1>>\n<<q-2 Panelist B for the negative, opening\nAnswer: no\nIt is not.\nq-2>>\n<<q-3 Panelist A for the affirmative, rebuttal\nAnswer: no\nI see.\nq-3>>\n- answer: "yes" or "no".'
  expect(saidBy('affirmative', prompt, ['yes', 'no'])).toBe('no')
  expect(saidBy('negative', prompt, ['yes', 'no'])).toBe('no')
  expect(saidBy('negative', 'Nobody has spoken.', ['yes', 'no'])).toBeNull()
})
