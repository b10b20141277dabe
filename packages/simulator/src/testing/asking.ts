import { type Exchange, exchange } from './exchange.ts'

/** The two wire formats as tests speak them. */
export const wires = {
  openai: {
    path: '/v1/chat/completions',
    body: (model: string, stream: boolean, more: object = {}) => ({
      model,
      stream,
      ...(stream && { stream_options: { include_usage: true } }),
      messages: [{ role: 'user', content: 'Is it so?' }],
      ...more,
    }),
    schema: (schema: object) => ({ response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } } }),
    terminator: 'data: [DONE]\n\n',
    finish: '"finish_reason":"stop"',
  },
  anthropic: {
    path: '/v1/messages',
    body: (model: string, stream: boolean, more: object = {}) => ({
      model,
      stream,
      max_tokens: 1000,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Is it so?' }] }],
      ...more,
    }),
    schema: (schema: object) => ({ output_config: { format: { type: 'json_schema', schema } } }),
    terminator: 'event: message_stop\ndata: {"type":"message_stop"}\n\n',
    finish: '"stop_reason":"end_turn"',
  },
} as const
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
  return exchange(url, settings === undefined ? path : `/x/${settings}${path}`, body(model, stream, more), rest)
}

/** The JSON of each event of a stream that has any. */
export const eventsOf = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)))

type Deltas = { choices?: { delta?: { content?: string; refusal?: string | null } }[]; delta?: { text?: string } }

/** The text of a stream, put together from its deltas. */
export const textOf = (text: string): string =>
  (eventsOf(text) as Deltas[])
    .map(({ choices, delta }) => choices?.[0]?.delta?.content ?? choices?.[0]?.delta?.refusal ?? delta?.text ?? '')
    .join('')

/** The text of a whole answer, of whichever format. */
export function wholeText(body: string): string {
  const { choices, content } = JSON.parse(body) as { choices?: { message: { content: string } }[]; content?: { text: string }[] }
  return choices?.[0]?.message.content ?? content?.[0]?.text ?? ''
}

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
