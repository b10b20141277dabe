import { expect, test } from 'vitest'
import { remembered } from './remembered.ts'

function counting() {
  const counted: string[] = []
  const count = remembered((text) => {
    counted.push(text.slice(0, 5))
    return text.length
  })
  return { counted, count }
}

test('a text is counted once, whoever holds it', () => {
  const { counted, count } = counting()
  const words = ['so', 'it', 'goes']
  expect([count(words.join(' ')), count(words.join(' ')), count('else')]).toEqual([10, 10, 4])
  expect(counted).toEqual(['so it', 'else'])
})

test('what is asked for again and again stays, and the rest is forgotten', () => {
  const { counted, count } = counting()
  const large = (index: number) => `${index}`.padEnd(1_500_000, '.')
  count('rules')
  count('once')
  for (let index = 0; index < 5; index++) {
    count(large(index))
    count('rules')
  }
  count('once')
  expect(counted.filter((text) => text === 'rules')).toHaveLength(1)
  expect(counted.filter((text) => text === 'once')).toHaveLength(2)
})
