import { expect, it } from 'vitest'
import { citationsIn, sourceIndex } from './citations.ts'

const handbook = `The harbour of Elm was dredged in 1994. Since then ships of up to 1,200 tonnes have entered it at every tide.
The commission wrote that "no vessel has run aground since the dredging", and recommended a second basin.`
const fishing = 'Fishing in the bay is allowed from May to September. Licences cost 4.50 a day.'
const sources = [handbook, fishing].map(sourceIndex)
const statuses = (text: string) => citationsIn(text, sources).map(({ source, status }) => `S${source} ${status}`)

it('supports what stands in the source, in other words too, as long as most of them are its own', () => {
  expect(statuses('Ships of 1200 tonnes enter the harbour at every tide [S1].')).toEqual(['S1 supported'])
  expect(statuses('According to [S2], a licence costs 4.5 a day.')).toEqual(['S2 supported'])
  expect(statuses('The harbour was dredged in 1994. [S1] It rains.')).toEqual(['S1 supported'])
})

it('does not support what the source does not say', () => {
  expect(statuses('Unemployment among sailors doubled within a decade [S1].')).toEqual(['S1 unsupported'])
  expect(statuses('The harbour was dredged in 1994 [S2].')).toEqual(['S2 unsupported'])
})

it('does not support a sentence with another number', () => {
  expect(statuses('The harbour of Elm was dredged in 1984 [S1].')).toEqual(['S1 unsupported'])
  expect(statuses('Ships of up to 12,000 tonnes enter the harbour at every tide [S1].')).toEqual(['S1 unsupported'])
})

it('looks quoted passages up word for word', () => {
  expect(statuses('The commission wrote that “no vessel has run aground” since the dredging [S1].')).toEqual(['S1 supported'])
  expect(statuses('The commission wrote that “every vessel has run aground” since the dredging [S1].')).toEqual(['S1 unsupported'])
  for (const quote of ['‘every vessel has run aground’', "'every vessel has run aground'", '“every vessel”'])
    expect(statuses(`The commission wrote that ${quote} has run aground since the dredging [S1].`)).toEqual(['S1 unsupported'])
  expect(statuses("The commission's report: 'no vessel has run aground' since the dredging [S1].")).toEqual(['S1 supported'])
})

it('marks sources that are not there, and does not judge what says too little or cannot be read', () => {
  expect(statuses('The harbour was dredged in 1994 [S7].')).toEqual(['S7 no-source'])
  expect(statuses('[S0]')).toEqual(['S0 no-source'])
  expect(statuses('See [S1].')).toEqual(['S1 unchecked'])
  expect(citationsIn('The harbour was dredged in 1994 [S1].', [null])).toMatchObject([{ status: 'unchecked', score: null }])
})

it('lets several sources support a sentence together, and none that has no part in it', () => {
  expect(statuses('The harbour was dredged in 1994 and fishing is allowed from May [S1, S2].')).toEqual(['S1 supported', 'S2 supported'])
  expect(statuses('The harbour of Elm was dredged in 1994 [S1][S2].')).toEqual(['S1 supported', 'S2 unsupported'])
})

it('keeps sentences and items of lists apart', () => {
  expect(statuses('1. The harbour was dredged in 1994 [S1].\n2. Whales are plentiful around the lighthouse [S1].')).toEqual([
    'S1 supported',
    'S1 unsupported',
  ])
})

it('finds a passage anywhere in a long source, but not words from all over it', () => {
  const filler = Array.from({ length: 3000 }, (_, index) => `filler${index}`)
  const far = sourceIndex([...filler, handbook].join(' '))
  expect(citationsIn('The harbour of Elm was dredged in 1994 [S1].', [far])).toMatchObject([{ status: 'supported' }])
  const spread = sourceIndex(['harbour', ...filler, 'dredged', ...filler, 'recommended', ...filler, 'commission'].join(' '))
  expect(citationsIn('The commission recommended that the harbour be dredged [S1].', [spread])).toMatchObject([{ status: 'unsupported' }])
})

it('reads scripts without spaces', () => {
  const source = [sourceIndex('港は1994年に浚渫された。')]
  expect(citationsIn('港は1994年に浚渫された[S1]。', source)).toMatchObject([{ status: 'supported' }])
  expect(citationsIn('鯨が灯台の周りに多い[S1]。', source)).toMatchObject([{ status: 'unsupported' }])
})

it('comes to an end with texts that are made to keep it busy', () => {
  expect(citationsIn(`${'[S1 '.repeat(50_000)}${' '.repeat(50_000)}"${'"x '.repeat(20_000)}`, sources)).toEqual([])
})
