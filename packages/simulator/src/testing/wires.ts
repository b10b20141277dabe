import { expect } from 'vitest'

type Json = Record<string, unknown>

/** A wire format as tests speak it, and what they know it by. */
export type Wire = {
  path(model: string, stream: boolean): string
  body(model: string, stream: boolean): Json
  /** What a body holds besides, to ask for a shape or for so many tokens at the most, or to ask something else. */
  schema(schema: object): Json
  cap(tokens: number): Json
  prompt(text: string): Json
  /** Bodies that are wrong. */
  readonly wrong: readonly (string | Json)[]
  /** `null` where the end of the stream is the end. */
  readonly terminator: string | null
  /** Lines of JSON in place of server-sent events. */
  readonly lines?: true
  readonly keepAlive: string
  /** What stands where the answer ends well, is refused, filtered, or cut. */
  readonly ends: Readonly<Record<'stop' | 'refusal' | 'content-filter' | 'length', string>>
  /** What is said where it is declined. */
  readonly refusal: string
  /** The text in one event of a stream. */
  delta(event: Json): string | null | undefined
  /** The text of a whole answer. */
  whole(body: Json): string | null | undefined
  /** What stands before a count of output tokens, and before the name of the model, where the vendor tells it. */
  readonly output: string
  readonly model: string | null
  /** Sees that an error has the vendor's shape. */
  told(body: Json, headers: Readonly<Record<string, string>>): void
  /** What an error says. */
  message(body: Json): unknown
  readonly words: { readonly context: RegExp; readonly quota: RegExp; readonly key: RegExp }
}

const prompt = 'Is it so?'
const declined = "I'm sorry, but I can't help with that."
const at = <T>(value: unknown): T => value as T
const errorMessage = (body: Json): unknown => at<{ error?: Json }>(body).error?.message

const openai: Wire = {
  path: () => '/v1/chat/completions',
  body: (model, stream) => ({
    model,
    stream,
    ...(stream && { stream_options: { include_usage: true } }),
    messages: [{ role: 'user', content: prompt }],
  }),
  schema: (schema) => ({ response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } } }),
  cap: (tokens) => ({ max_tokens: tokens }),
  prompt: (content) => ({ messages: [{ role: 'user', content }] }),
  wrong: ['{', '[]', {}, { model: 'ada' }, { model: 'ada', messages: [] }],
  terminator: 'data: [DONE]\n\n',
  keepAlive: ': keep-alive\n\n',
  ends: {
    stop: '"finish_reason":"stop"',
    refusal: '"finish_reason":"stop"',
    'content-filter': '"finish_reason":"content_filter"',
    length: '"finish_reason":"length"',
  },
  refusal: declined,
  delta(event) {
    const { choices } = at<{ choices?: { delta?: { content?: string; refusal?: string | null } }[] }>(event)
    return choices?.[0]?.delta?.content ?? choices?.[0]?.delta?.refusal
  },
  whole: (body) => at<{ choices?: { message: { content: string } }[] }>(body).choices?.[0]?.message.content,
  output: '"completion_tokens":',
  model: '"model":',
  told: (body) => expect(Object.keys(at<{ error: Json }>(body).error)).toEqual(['message', 'type', 'param', 'code']),
  message: errorMessage,
  words: { context: /"context_length_exceeded"/, quota: /"insufficient_quota"/, key: /Incorrect API key provided: sk-\$&-very-secret\./ },
}

const responses: Wire = {
  path: () => '/v1/responses',
  body: (model, stream) => ({ model, stream, ...responses.prompt(prompt) }),
  schema: (schema) => ({ text: { format: { type: 'json_schema', name: 'answer', strict: true, schema } } }),
  cap: (max_output_tokens) => ({ max_output_tokens }),
  prompt: (content) => ({ input: [{ role: 'user', content }] }),
  wrong: ['{', '[]', {}, { model: 'ada' }, { model: 'ada', input: [] }],
  terminator: null,
  keepAlive: 'event: keepalive\ndata: {"type":"keepalive"}\n\n',
  ends: {
    stop: '"type":"response.completed"',
    refusal: '"type":"refusal"',
    'content-filter': '"reason":"content_filter"',
    length: '"reason":"max_output_tokens"',
  },
  refusal: declined,
  delta: (event) => (/^response\.(output_text|refusal)\.delta$/.test(String(event.type)) ? String(event.delta) : null),
  whole: (body) => at<{ output?: { content: { text: string }[] }[] }>(body).output?.[0]?.content[0]?.text,
  output: '"output_tokens":',
  model: '"model":',
  told: openai.told,
  message: (body) => (body.type === 'error' ? body.message : errorMessage(body)),
  words: openai.words,
}

const anthropic: Wire = {
  path: () => '/v1/messages',
  body: (model, stream) => ({ model, stream, max_tokens: 1000, ...anthropic.prompt(prompt) }),
  schema: (schema) => ({ output_config: { format: { type: 'json_schema', schema } } }),
  cap: (tokens) => ({ max_tokens: tokens }),
  prompt: (text) => ({ messages: [{ role: 'user', content: [{ type: 'text', text }] }] }),
  wrong: ['{', '[]', {}, { model: 'ada' }, { model: 'ada', messages: [] }],
  terminator: 'event: message_stop\ndata: {"type":"message_stop"}\n\n',
  keepAlive: 'event: ping\ndata: {"type":"ping"}\n\n',
  ends: {
    stop: '"stop_reason":"end_turn"',
    refusal: '"stop_reason":"refusal"',
    'content-filter': '"stop_reason":"refusal"',
    length: '"stop_reason":"max_tokens"',
  },
  refusal: '',
  delta: (event) => at<{ delta?: { text?: string } }>(event).delta?.text,
  whole: (body) => at<{ content?: { text: string }[] }>(body).content?.[0]?.text,
  output: '"output_tokens":',
  model: '"model":',
  told: (body, headers) => expect(body).toMatchObject({ type: 'error', request_id: headers['request-id'] }),
  message: errorMessage,
  words: { context: /prompt is too long: \d+ tokens > 200000 maximum/, quota: /usage limits/, key: /invalid x-api-key/ },
}

const gemini: Wire = {
  path: (model, stream) => `/v1beta/models/${encodeURIComponent(model)}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
  body: () => gemini.prompt(prompt),
  schema: (schema) => ({ generationConfig: { responseMimeType: 'application/json', responseJsonSchema: schema } }),
  cap: (maxOutputTokens) => ({ generationConfig: { maxOutputTokens } }),
  prompt: (text) => ({ contents: [{ role: 'user', parts: [{ text }] }] }),
  wrong: ['{', '[]', {}, { contents: [] }],
  terminator: null,
  keepAlive: ': keep-alive\n\n',
  ends: {
    stop: '"finishReason":"STOP"',
    refusal: '"finishReason":"PROHIBITED_CONTENT"',
    'content-filter': '"finishReason":"SAFETY"',
    length: '"finishReason":"MAX_TOKENS"',
  },
  refusal: '',
  delta: (event) => gemini.whole(event),
  whole: (body) => at<{ candidates?: { content: { parts?: { text: string }[] } }[] }>(body).candidates?.[0]?.content.parts?.[0]?.text,
  output: '"candidatesTokenCount":',
  model: '"modelVersion":',
  told: (body) => expect(body).toMatchObject({ error: { code: expect.any(Number), status: expect.any(String) } }),
  message: errorMessage,
  words: { context: /input token count/, quota: /PerDay/, key: /UNAUTHENTICATED/ },
}

const cohere: Wire = {
  path: () => '/v2/chat',
  body: (model, stream) => ({ model, stream, ...cohere.prompt(prompt) }),
  schema: (schema) => ({ response_format: { type: 'json_object', json_schema: schema } }),
  cap: (max_tokens) => ({ max_tokens }),
  prompt: (content) => ({ messages: [{ role: 'user', content }] }),
  wrong: ['{', '[]', {}, { model: 'ada' }, { model: 'ada', messages: [] }],
  terminator: null,
  keepAlive: ': keep-alive\n\n',
  ends: {
    stop: '"finish_reason":"COMPLETE"',
    refusal: '"finish_reason":"ERROR_TOXIC"',
    'content-filter': '"finish_reason":"ERROR_TOXIC"',
    length: '"finish_reason":"MAX_TOKENS"',
  },
  refusal: '',
  delta: (event) => at<{ delta?: { message?: { content?: { text?: string } } } }>(event).delta?.message?.content?.text,
  whole: (body) => at<{ message?: { content: { text: string }[] } }>(body).message?.content[0]?.text,
  output: '"output_tokens":',
  model: null,
  told: (body) => expect(Object.keys(body)).toEqual(['id', 'message']),
  message: (body) => body.message ?? at<{ delta?: Json }>(body).delta?.error,
  words: { context: /too many tokens/, quota: /API calls \/ month/, key: /invalid api token/ },
}

const ollama: Wire = {
  path: () => '/api/chat',
  body: (model, stream) => ({ model, stream, ...ollama.prompt(prompt) }),
  schema: (schema) => ({ format: schema }),
  cap: (num_predict) => ({ options: { num_predict } }),
  prompt: (content) => ({ messages: [{ role: 'user', content }] }),
  wrong: ['{', '[]', {}, { model: 'ada' }],
  terminator: null,
  lines: true,
  keepAlive: '\n',
  ends: {
    stop: '"done_reason":"stop"',
    refusal: '"done_reason":"stop"',
    'content-filter': '"done_reason":"stop"',
    length: '"done_reason":"length"',
  },
  refusal: declined,
  delta: (event) => at<{ message?: { content: string } }>(event).message?.content,
  whole: (body) => ollama.delta(body),
  output: '"eval_count":',
  model: '"model":',
  told: (body) => expect(Object.keys(body)).toEqual(['error']),
  message: (body) => body.error,
  words: { context: /exceeds the context length/, quota: /usage limit/, key: /unauthorized/ },
}

export const wires = { openai, responses, anthropic, gemini, cohere, ollama } as const
