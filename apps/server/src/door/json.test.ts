import { expect, it } from 'vitest'
import { readJson } from './json.ts'

it('reads what is JSON, and nothing from nothing', () => {
  expect(readJson('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] })
  expect(readJson('"text"')).toBe('text')
  expect(readJson('')).toBeUndefined()
})

it.each([
  ['no JSON', '{"a":1,}', 'no JSON'],
  ['depth', `${'['.repeat(65)}1${']'.repeat(65)}`, 'levels deep'],
  ['a depth at which other readers fall', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 'levels deep'],
  ['many keys', JSON.stringify(Object.fromEntries(Array.from({ length: 20_001 }, (_, at) => [`k${at}`, 1]))), 'values'],
  ['many items', JSON.stringify(Array(20_001).fill(0)), 'values'],
  ['__proto__', '{"a":[{"__proto__":{"admin":true}}]}', '"a.0" has a key "__proto__"'],
  ['__proto__, escaped', '{"\\u005f_proto__":1}', '__proto__'],
  ['constructor', '{"constructor":{"prototype":{}}}', 'The body has a key "constructor". Programs'],
  ['constructor in a schema', '{"response_format":{"properties":{"constructor":1}}}', '"response_format.properties" has'],
])('refuses %s', (_, text, said) => {
  expect(() => readJson(text)).toThrow(expect.objectContaining({ code: 'bad-request', message: expect.stringContaining(said) }))
})

it('takes what is just within the limits', () => {
  expect(readJson(`${'['.repeat(64)}${']'.repeat(64)}`)).toBeDefined()
  expect(readJson(JSON.stringify(Array(20_000).fill(0)))).toHaveLength(20_000)
})
