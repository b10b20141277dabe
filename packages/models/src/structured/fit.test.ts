import { describe, expect, test } from 'vitest'
import { fit } from './fit.ts'

const share = { type: 'number', minimum: 0, maximum: 1 }
const list = { type: 'array', items: { type: 'string' } }

describe('a value in the types of its schema', () => {
  test.each([
    ['80%', share, 0.8],
    ['about 80 %', share, 0.8],
    ['8/10', share, 0.8],
    ['0.8', share, 0.8],
    ['.8', share, 0.8],
    ['8 out of 10', share, 0.8],
    ['between 10 and 20', { type: 'number' }, 'between 10 and 20'],
    [80, share, 0.8],
    [8, share, 8],
    ['1,234.5', { type: 'number' }, 1234.5],
    ['-3', { type: 'number' }, -3],
    ['42%', { type: 'number' }, 42],
    ['high', share, 'high'],
    ['n/a', { anyOf: [share, { type: 'null' }] }, null],
    ['None', { type: ['number', 'null'] }, null],
    ['None', { type: ['string', 'null'] }, 'None'],
    ['Yes', { type: 'boolean' }, true],
    ['no.', { type: 'boolean' }, false],
    ['maybe', { type: 'boolean' }, 'maybe'],
    [42, { type: 'string' }, '42'],
    ['AFFIRMATIVE', { type: 'string', enum: ['affirmative', 'negative'] }, 'affirmative'],
    ['A, C', list, ['A', 'C']],
    ['- one, or two\n- three', list, ['one, or two', 'three']],
    ['none', list, []],
    [[1, 'x'], list, ['1', 'x']],
  ])('%j in %j is %j', (value, schema, fitted) => {
    expect(fit(value, schema)).toEqual(fitted)
  })

  test('an object keeps the properties of the schema, however they are spelt, and invents none but null', () => {
    const schema = {
      type: 'object',
      properties: {
        answer: { type: 'string' },
        changeReason: { type: 'string' },
        confidence: { anyOf: [share, { type: 'null' }] },
        changed: { type: 'boolean' },
      },
    }
    expect(fit({ Answer: 'B', change_reason: 'why', extra: 1 }, schema)).toEqual({ answer: 'B', changeReason: 'why', confidence: null })
  })
})
