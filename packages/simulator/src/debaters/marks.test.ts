import { expect, test } from 'vitest'
import { itemsIn, panelistsIn } from './marks.ts'
import { answerIn } from './same-text.ts'

test('items are found by their ids, in order, each with its own text', () => {
  expect(itemsIn('Rank these.\n[id: k7f2] Tabs.\n[id:m3-x_1] Spaces.\nPaid: nothing. id:')).toEqual([
    { mark: 'k7f2', text: '] Tabs.\n[' },
    { mark: 'm3-x_1', text: '] Spaces.\nPaid: nothing. id:' },
  ])
})
test('panelists are found by their letters, the reader left out', () => {
  const found = panelistsIn('You are Panelist B. Panelist A: yes. Panelist C said no. Panelist A: still yes. Panelists agree. Panelist Ann')
  expect(found.map(({ mark }) => mark)).toEqual(['A', 'C'])
  expect(found[0]?.text).toBe(': yes.  : still yes. Panelists agree. Panelist Ann'.replace('  ', ' '))
})
test('megabytes of marks are read in linear time', () => {
  const started = performance.now()
  itemsIn('id: '.repeat(500_000))
  panelistsIn('Panelist '.repeat(200_000))
  itemsIn(`id: ${'x'.repeat(2_000_000)}`)
  expect(performance.now() - started).toBeLessThan(1_500)
})
test('an answer is the one behind the word, else the first that is mentioned', () => {
  expect(answerIn('Tabs are nice, but no. **Answer:** Spaces', ['Tabs', 'Spaces'])).toBe('Spaces')
  expect(answerIn('{"argument":"tabs …","answer":"spaces"}', ['Tabs', 'Spaces'])).toBe('Spaces')
  expect(answerIn('Spaces, not tabs', ['Tabs', 'Spaces'])).toBe('Spaces')
  expect(answerIn('Yes it is. Answer yes or no.', ['no', 'yes'])).toBe('yes')
  expect(answerIn('A modular monolith', ['A', 'A modular monolith'])).toBe('A modular monolith')
  expect(answerIn('Neither', ['Tabs', 'Spaces', ''])).toBeNull()
})
