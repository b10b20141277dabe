import { expect, test } from 'vitest'
import { bounded } from './bounded.ts'

test('values beyond the bound share one name, and those that were there keep theirs', () => {
  const name = bounded(2)
  expect(['a', 'b', 'c', 'a', 'd', 'b'].map(name)).toEqual(['a', 'b', 'other', 'a', 'other', 'b'])
})
