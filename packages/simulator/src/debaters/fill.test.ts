import { expect, test } from 'vitest'
import { fill } from './fill.ts'

const string = { type: 'string' }

test('properties come in the order of the schema, with the content of their names', () => {
  const schema = { type: 'object', properties: { answer: string, argument: string } }
  expect(JSON.stringify(fill(schema, { argument: 'because', answer: 'yes', other: 1 }))).toBe('{"answer":"yes","argument":"because"}')
})
test('what there is no content for is filled by type', () => {
  const schema = {
    type: 'object',
    properties: {
      note: string,
      sure: { type: 'number' },
      old: { type: 'boolean' },
      list: { type: 'array', items: string },
      no: { type: 'null' },
    },
  }
  expect(fill(schema, {})).toEqual({ note: 'Simulated note.', sure: 0.5, old: false, list: [], no: null })
})
test('an enum takes the content where it has it, in its own case, else its first value', () => {
  expect(fill({ enum: ['Yes', 'No'] }, 'No')).toBe('No')
  expect(fill({ type: 'string', enum: ['Yes', 'No'] }, 'no')).toBe('No')
  expect(fill({ enum: ['Yes', 'No'] }, 'maybe')).toBe('Yes')
  expect(fill({ const: 7 }, 'x')).toBe(7)
})
test('a union takes the branch that the content fits', () => {
  const nullable = { anyOf: [{ type: 'number', minimum: 0, maximum: 1 }, { type: 'null' }] }
  expect(fill(nullable, 0.7)).toBe(0.7)
  expect(fill(nullable, undefined)).toBeNull()
  expect(fill({ type: ['string', 'null'] }, 'a')).toBe('a')
  expect(fill({ type: ['string', 'null'] }, null)).toBeNull()
  expect(fill({ oneOf: [{ const: true }, { type: 'null' }] }, undefined)).toBeNull()
  expect(fill({ anyOf: [{ type: 'array', items: string }, string] }, 'text')).toBe('text')
})
test('numbers keep to their bounds and kinds', () => {
  expect(fill({ type: 'integer', minimum: 0, maximum: 10 }, 6.6)).toBe(7)
  expect(fill({ type: 'number', maximum: 1 }, 42)).toBe(1)
  expect(fill({ type: 'number' }, 'seven')).toBe(0.5)
})
test('arrays keep to their lengths and fit each item', () => {
  const items = { type: 'object', properties: { id: string } }
  expect(fill({ type: 'array', items, maxItems: 1 }, [{ id: 'a', more: 1 }, { id: 'b' }])).toEqual([{ id: 'a' }])
  expect(fill({ type: 'array', items: string, minItems: 2 }, ['a'], 'list')).toEqual(['a', 'Simulated list.'])
})
test('local references are followed', () => {
  const schema = { type: 'object', properties: { one: { $ref: '#/$defs/Side' } }, $defs: { Side: { enum: ['left', 'right'] } } }
  expect(fill(schema, { one: 'right' })).toEqual({ one: 'right' })
})
