import { expect, it } from 'vitest'
import { table } from './table.ts'
import { widthOf } from './width.ts'

it('lines columns up and lets the flexible one give way', () => {
  const lines = table(
    [{ title: 'ID' }, { title: 'N', right: true }, { title: 'TEXT', flexible: true }],
    [
      ['a', '1', 'short'],
      ['bbb', '22', '量子计算机会在十年内破解'],
    ],
    24,
  )
  expect(lines).toEqual(['ID    N  TEXT', 'a     1  short', 'bbb  22  量子计算机会在…'])
  expect(lines.every((line) => widthOf(line) <= 24)).toBe(true)
})
