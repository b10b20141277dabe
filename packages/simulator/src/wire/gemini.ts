import { type Answer, pieces } from '../answer.ts'
import type { Call, Format, Frames, Problem } from './format.ts'
import { contentText, isObject, positive } from './request-body.ts'

const path = /^\/v1(?:beta)?\/models\/([^/]+):(streamG|g)enerateContent$/
const finishReasons = { stop: 'STOP', length: 'MAX_TOKENS', refused: 'PROHIBITED_CONTENT', filtered: 'SAFETY' } as const

/** The model stands in the path, and so does the wish for a stream. */
function read(body: unknown, at: string): Call | string {
  if (!isObject(body)) return 'Invalid JSON payload received. Parser terminated before end of string.'
  const [, model = '', verb] = path.exec(at) ?? []
  if (!Array.isArray(body.contents) || body.contents.length === 0) return '* GenerateContentRequest.contents: contents is not specified'
  const config = isObject(body.generationConfig) ? body.generationConfig : {}
  const system = isObject(body.systemInstruction) ? contentText(body.systemInstruction.parts) : ''
  const prompt = body.contents.filter(isObject).map(({ role, parts }) => ({ role: String(role ?? 'user'), text: contentText(parts) }))
  return {
    model: decodeURIComponent(model),
    stream: verb === 'streamG',
    usage: true,
    cap: positive(config.maxOutputTokens),
    schema: config.responseJsonSchema ?? null,
    prompt: system === '' ? prompt : [{ role: 'system', text: system }, ...prompt],
  }
}

/** Counts of one chunk, as they have grown so far. */
const usageOf = ({ usage }: Answer, output: number | null): string =>
  usage
    ? `"usageMetadata":{"promptTokenCount":${usage.input},${output === null ? '' : `"candidatesTokenCount":${output},`}"totalTokenCount":${
        usage.input + (output ?? 0)
      },"promptTokensDetails":[{"modality":"TEXT","tokenCount":${usage.input}}]},`
    : ''

const tail = ({ model, serial }: Answer): string => `"modelVersion":${JSON.stringify(model)},"responseId":"${serial}"}`

/** The vendor shows nothing of what it refuses. */
const shown = ({ finish, text }: Answer): string => (finish === 'refused' ? '' : text)

const ending = (answer: Answer): string =>
  `"role":"model"},"finishReason":"${finishReasons[answer.finish]}","index":0}],${usageOf(answer, answer.usage?.output ?? null)}${tail(answer)}`

function stream(answer: Answer): Frames {
  const text = shown(answer)
  const opening = 'data: {"candidates":[{"content":{"parts":[{"text":'
  const closing = `}],"role":"model"},"index":0}],${usageOf(answer, null)}${tail(answer)}\n\n`
  const frame = (part: string): string => opening + JSON.stringify(part) + closing
  return {
    type: 'text/event-stream',
    before: '',
    *pieces() {
      for (const part of pieces(text, answer.piece)) yield frame(part)
    },
    count: Math.ceil(text.length / answer.piece),
    piece: frame,
    finish: `data: {"candidates":[{"content":{${ending(answer)}\n\n`,
    usage: '',
    done: '',
    keepAlive: ': keep-alive\n\n',
    error: `data: {"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}\n\n`,
    malformed: `${opening}"\n\n`,
  }
}

const whole = (answer: Answer): string =>
  `{"candidates":[{"content":{${answer.finish === 'refused' ? '' : `"parts":[{"text":${JSON.stringify(answer.text)}}],`}${ending(answer)}`

const errorBody = ({ status: code, gemini: { status, message, quota } }: Problem): string =>
  JSON.stringify({ error: { code, message, status, ...(quota && { details: quotaDetails(quota) }) } })

/** A limit per minute says when to come again; one per day does not tell. */
const quotaDetails = (quotaId: string): object[] => [
  { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
  ...(quotaId.includes('PerMinute') ? [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '0.2s' }] : []),
]

const headers = (): Record<string, string> => ({ 'server-timing': 'gfet4t7; dur=1' })

/** Google's `generateContent`. */
export const gemini: Format = { path, read, stream, whole, error: errorBody, headers }
