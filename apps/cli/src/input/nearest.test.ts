import { expect, it } from 'vitest'
import { nearest } from './nearest.ts'

const names = ['ask', 'demo', 'list', 'show', 'models', 'protocols', 'interject']

it('finds the command that a mistyped word meant', () => {
  expect(['lst', 'modles', 'model', 'protocol', 'Lits', 'dmo'].map((word) => nearest(word, names))).toEqual([
    'list',
    'models',
    'models',
    'protocols',
    null,
    'demo',
  ])
})

it('takes a word that means something else for what it is', () => {
  expect(['why', 'hello', 'fish', '42'].map((word) => nearest(word, names))).toEqual([null, null, null, null])
})
