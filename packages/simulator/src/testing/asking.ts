import { type Exchange, exchange } from './exchange.ts'
import { wires } from './wires.ts'

export type WireName = keyof typeof wires
export const wireNames = Object.keys(wires) as WireName[]

type Asking = { stream?: boolean; more?: object; settings?: string; headers?: Record<string, string>; quiet?: number; enough?: number }

/** Asks a model over one of the formats. */
export function ask(
  url: string,
  wire: WireName,
  model: string,
  { stream = true, more, settings, ...rest }: Asking = {},
): Promise<Exchange> {
  const { path, body } = wires[wire]
  const at = `${settings === undefined ? '' : `/x/${settings}`}${path(model, stream)}`
  return exchange(url, at, { ...body(model, stream), ...more }, rest)
}

/** The JSON of each event of a stream that has any, as it was sent. */
export const dataOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^data: /, ''))
    .filter((line) => line.startsWith('{'))

export const eventsOf = (text: string): Record<string, unknown>[] => dataOf(text).map((data) => JSON.parse(data))

/** The text of a stream, put together from its deltas. */
export const textOf = (wire: WireName, text: string): string =>
  eventsOf(text)
    .map((event) => wires[wire].delta(event) ?? '')
    .join('')

/** The text of a whole answer. */
export const wholeText = (wire: WireName, body: string): string => wires[wire].whole(JSON.parse(body)) ?? ''

/** The header that tells a simulated model of its turn. */
export const aboutHeader = (about: object): Record<string, string> => ({
  'x-quorum-about': encodeURIComponent(
    JSON.stringify({
      turnId: '0.0',
      seat: 'Ada',
      act: 'opening',
      round: 0,
      seed: 1,
      question: 'Tabs or spaces?',
      options: ['Tabs', 'Spaces'],
      own: null,
      heard: [],
      ...about,
    }),
  ),
})
