import { type Answer, pieces } from '../answer.ts'
import type { Call, Format, Frames, Problem } from './format.ts'
import { isObject, positive, promptOf } from './request-body.ts'

function read(body: unknown): Call | string {
  if (!isObject(body)) return 'invalid character in the request body'
  if (typeof body.model !== 'string' || body.model === '') return 'model is required'
  const prompt = promptOf(body.messages)
  if (!prompt) return 'messages is required'
  return {
    model: body.model,
    stream: body.stream !== false,
    usage: true,
    cap: isObject(body.options) ? positive(body.options.num_predict) : null,
    schema: isObject(body.format) ? body.format : null,
    prompt,
  }
}

const headOf = ({ model, created }: Answer): string =>
  `{"model":${JSON.stringify(model)},"created_at":"${new Date(created * 1000).toISOString()}","message":{"role":"assistant","content":`

/** Durations are nanoseconds. */
const endOf = ({ finish, usage }: Answer): string =>
  `},"done":true,"done_reason":"${finish === 'length' ? 'length' : 'stop'}","total_duration":1000000,"load_duration":0${
    usage ? `,"prompt_eval_count":${usage.input},"prompt_eval_duration":0,"eval_count":${usage.output},"eval_duration":1000000` : ''
  }}`

const whole = (answer: Answer): string => headOf(answer) + JSON.stringify(answer.text) + endOf(answer)

function stream(answer: Answer): Frames {
  const head = headOf(answer)
  const frame = (part: string): string => `${head}${JSON.stringify(part)}},"done":false}\n`
  return {
    type: 'application/x-ndjson',
    before: '',
    *pieces() {
      for (const part of pieces(answer.text, answer.piece)) yield frame(part)
    },
    count: Math.ceil(answer.text.length / answer.piece),
    piece: frame,
    finish: `${whole({ ...answer, text: '' })}\n`,
    usage: '',
    done: '',
    keepAlive: '\n',
    error: '{"error":"an error was encountered while running the model: unexpected EOF"}\n',
    malformed: `${head}"\n`,
  }
}

const errorBody = ({ ollama }: Problem): string => JSON.stringify({ error: ollama })

/** Ollama's chat, in lines of JSON. */
export const ollama: Format = { path: /^\/api\/chat$/, read, stream, whole, error: errorBody, headers: () => ({}) }
