import { type Answer, pieces } from '../answer.ts'
import type { Call, Format, Frames, Problem } from './format.ts'
import { isObject, positive, promptOf } from './request-body.ts'

const finishReasons = { stop: 'COMPLETE', length: 'MAX_TOKENS', refused: 'ERROR_TOXIC', filtered: 'ERROR_TOXIC' } as const

function read(body: unknown): Call | string {
  if (!isObject(body)) return 'invalid request: unable to parse json'
  if (typeof body.model !== 'string' || body.model === '') return 'invalid request: model is a required field'
  const prompt = promptOf(body.messages)
  if (!prompt) return 'invalid request: messages is a required field'
  return {
    model: body.model,
    stream: body.stream === true,
    usage: true,
    cap: positive(body.max_tokens),
    schema: (isObject(body.response_format) && body.response_format.json_schema) || null,
    prompt,
  }
}

/** The vendor shows nothing of what it refuses. */
const shown = ({ finish, text }: Answer): string => (finish === 'refused' ? '' : text)

const endOf = ({ finish, usage }: Answer): string =>
  `"finish_reason":"${finishReasons[finish]}"${
    usage
      ? `,"usage":{"billed_units":{"input_tokens":${usage.input},"output_tokens":${usage.output}},"tokens":{"input_tokens":${usage.input},"output_tokens":${usage.output}},"cached_tokens":0}`
      : ''
  }`

const event = (type: string, rest: string): string => `event: ${type}\ndata: {"type":"${type}"${rest}}\n\n`

function stream(answer: Answer): Frames {
  const text = shown(answer)
  const opening = 'event: content-delta\ndata: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":'
  const frame = (part: string): string => `${opening}${JSON.stringify(part)}}}}}\n\n`
  return {
    type: 'text/event-stream',
    before:
      event(
        'message-start',
        `,"id":"${answer.serial}","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}`,
      ) + event('content-start', ',"index":0,"delta":{"message":{"content":{"type":"text","text":""}}}'),
    *pieces() {
      for (const part of pieces(text, answer.piece)) yield frame(part)
    },
    count: Math.ceil(text.length / answer.piece),
    piece: frame,
    finish: event('content-end', ',"index":0') + event('message-end', `,"delta":{${endOf(answer)}}`),
    usage: '',
    done: '',
    keepAlive: ': keep-alive\n\n',
    error: event('message-end', ',"delta":{"finish_reason":"ERROR","error":"internal server error"}'),
    malformed: `${opening}"\n\n`,
  }
}

const whole = (answer: Answer): string =>
  `{"id":"${answer.serial}","message":{"role":"assistant","content":[{"type":"text","text":${JSON.stringify(shown(answer))}}]},${endOf(answer)}}`

const errorBody = ({ cohere }: Problem, id: string): string => JSON.stringify({ id, message: cohere })

const headers = (serial: string, status: number): Record<string, string> => ({
  'x-debug-trace-id': serial,
  'x-endpoint-monthly-call-limit': '1000',
  'x-trial-endpoint-call-limit': '20',
  'x-trial-endpoint-call-remaining': status === 429 ? '0' : '19',
})

/** Cohere's chat, version 2. */
export const cohere: Format = { path: /^\/v2\/chat$/, read, stream, whole, error: errorBody, headers }
