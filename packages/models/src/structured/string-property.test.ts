import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cpuTime } from '../testing/cpu-time.ts'
import { stringProperty } from './string-property.ts'

const read = (chunks: readonly string[], name = 'argument') => {
  const reader = stringProperty(name)
  return chunks.map((chunk) => reader.push(chunk))
}
const text = fc.string({ unit: 'binary' })
/** Objects with the property somewhere among others, nested ones with a property of the same name too. */
const object = fc
  .tuple(
    fc.dictionary(text, fc.jsonValue()),
    fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', 'é', '\u{1f600}', '{', '\ud83d', ' ') }),
    fc.dictionary(text, fc.jsonValue()),
    fc.boolean(),
  )
  .map(([before, argument, after, nested]) => ({
    ...before,
    ...(nested && { nested: { argument: 'no', list: [{ argument: 'no' }] } }),
    argument,
    ...after,
    argument2: 'no',
  }))
  .map((one) => {
    // The property's own value counts, wherever the key stands.
    return { value: one, argument: one.argument }
  })
  .filter(({ argument }) => typeof argument === 'string')

describe('the property of an object that is being written', () => {
  test('is the same text however the object is cut and indented', () => {
    fc.assert(
      fc.property(object, fc.array(fc.nat(40), { maxLength: 30 }), fc.constantFrom(0, 2), ({ value, argument }, sizes, indent) => {
        const json = JSON.stringify(value, null, indent)
        const chunks: string[] = []
        let at = 0
        for (const size of [...sizes, json.length]) {
          chunks.push(json.slice(at, at + size))
          at += size
        }
        expect(read(chunks).join('')).toBe(argument)
      }),
    )
  })

  test('comes unit by unit as it is written, and never ends in half a surrogate pair', () => {
    const argument = 'a "quoted" \\ line\nand \u{1f600}\u00e9\u2028 end'
    const json = `{"argument": ${JSON.stringify(argument).replace('\u{1f600}', '\\ud83d\\ude00')}, "answer": "b"}`
    const pieces = read([...Array(json.length).keys()].map((at) => json.charAt(at)))
    expect(pieces.join('')).toBe(argument)
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true)
    expect(pieces.filter((piece) => piece !== '').length).toBe(argument.length - 1)
  })

  test('raw emoji cut in the middle is held until it is whole', () => {
    expect(read(['{"argument":"x\ud83d', '\ude00y"}'])).toEqual(['x', '\u{1f600}y'])
  })

  test.each([
    ['prose and a fence before it', 'Sure, {as asked}:\n```json\n{"argument":"yes"}\n```', 'yes'],
    ['single quotes', "{'stance': 'pro', 'argument': 'a \"b\" c'}", 'a "b" c'],
    ['an object without it before the one that has it', '{"note":"draft"} {"argument":"final"}', 'final'],
    ['an escaped key', '{"argum\\u0065nt":"yes"}', 'yes'],
    ['an unfinished value', '{"argument":"so far', 'so far'],
    ['a value of another type', '{"argument": 3, "answer": "argument"}', ''],
    ['no object', 'argument: yes', ''],
    ['the same name deeper', '{"a": {"argument": "no"}, "b": ["argument", {"argument": "no"}], "argument": "yes"}', 'yes'],
  ])('is found behind %s', (_, json, argument) => {
    expect(read([json]).join('')).toBe(argument)
  })

  test('takes time in proportion to the text, whatever it is', () => {
    for (const unit of ['{', '{"', '{"a":', '{"argument":"\\', '[{"argument":', '\\', '{"a":"x",', "{'"]) {
      const reader = stringProperty('argument')
      const used = cpuTime(() => {
        for (const chunk of Array(30).fill(unit.repeat(Math.ceil(10_000 / unit.length)))) reader.push(chunk)
      })
      expect(used, unit).toBeLessThan(1_500)
    }
  })
})
