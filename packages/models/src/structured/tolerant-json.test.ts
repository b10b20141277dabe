import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cpuTime } from '../testing/cpu-time.ts'
import { objectsIn, readObject } from './tolerant-json.ts'

const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 }))

describe('an object as models write it', () => {
  test('is read as JSON.parse reads it where it is JSON', () => {
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const json = JSON.stringify(value, null, indent)
        expect(readObject(json, 0)).toEqual({ value: JSON.parse(json), end: json.length })
      }),
    )
  })

  test.each([
    [
      'a Python literal',
      "{'answer': 'B', 'changed': True, 'why': None, 'pair': (1, 2), 'no': False,}",
      { answer: 'B', changed: true, why: null, pair: [1, 2], no: false },
    ],
    ['JSON5', "{answer: 'B', /* sure */ confidence: .8, // quite\n list: [1, 2,],}", { answer: 'B', confidence: 0.8, list: [1, 2] }],
    ['raw line breaks in strings', '{"argument": "one\ntwo"}', { argument: 'one\ntwo' }],
    [
      'quotes that should have been escaped',
      '{"argument": "he said "no" to it", "answer": "B"}',
      { argument: 'he said "no" to it', answer: 'B' },
    ],
    ['an apostrophe in single quotes', "{'argument': 'it's fine', 'answer': 'B'}", { argument: "it's fine", answer: 'B' }],
    ['curly quotes', '{\u201canswer\u201d: \u201cB\u201d}', { answer: 'B' }],
    ['signs and exponents', '{"a": +1, "b": -2.5e3, "c": 5.}', { a: 1, b: -2500, c: 5 }],
  ])('may be %s', (_, text, value) => {
    expect(readObject(text, 0).value).toEqual(value)
  })

  test.each(['{"a": "b"', '{"a" "b"}', '{"a": }', '{', '{a b}', '{"a": [1, 2}', '{"a": nonsense}', '{,}'])('is not %s', (text) => {
    expect(readObject(text, 0).value).toBeUndefined()
  })

  test('cannot touch prototypes', () => {
    const { value } = readObject('{"__proto__": {"polluted": true}, "constructor": 1}', 0)
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
  })
})

describe('the objects in a text', () => {
  test('are found in fences and between sentences, in order, without those inside them', () => {
    const text = 'In {set} notation:\n```json\n{"a": {"b": 1}}\n```\nor rather {"c": 2}.'
    expect(objectsIn(text)).toEqual([{ a: { b: 1 } }, { c: 2 }])
  })

  test('are the last sixteen at most', () => {
    const found = objectsIn([...Array(40).keys()].map((n) => `{"n": ${n}}`).join(' '))
    expect(found).toHaveLength(16)
    expect(found.at(-1)).toEqual({ n: 39 })
  })

  test('are looked for in time in proportion to the text, whatever it is', () => {
    const hostile = [
      '{',
      '{"',
      '{"a":',
      '{"a":{',
      '{"a":[',
      "{'",
      '{a:',
      '{"a":"b" ',
      '{"a": "" " ',
      '{/*',
      '{"a":1e',
      '{"\\',
      '{}',
      '{"a":1},',
      '[[{',
      '{ '.padEnd(60),
    ]
    for (const unit of hostile) {
      const text = unit.repeat(Math.ceil(300_000 / unit.length))
      const used = cpuTime(() => {
        objectsIn(text)
      })
      expect(used, unit).toBeLessThan(1_500)
    }
  })
})
