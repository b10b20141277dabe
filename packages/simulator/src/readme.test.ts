import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readBehaviour } from './behaviour.ts'
import { faultNames } from './faults/fault.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the README names every fault and every parameter', () => {
  expect(faultNames.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
  const parameters = String(readBehaviour('ada+?', '')).split('Known: ')[1]?.split(', ') ?? []
  expect(parameters.length).toBeGreaterThan(10)
  expect(parameters.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
})
