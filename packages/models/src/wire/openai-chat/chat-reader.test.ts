import { describe, expect, it } from 'vitest'
import { Answer } from '../../http/answer.ts'
import { chatReader } from './chat-reader.ts'

const quirks = {
  structured: 'none',
  maxOutputField: 'max_tokens',
  streamUsage: true,
  reasoningOutside: false,
  cancelBills: true,
} as const

function read(...events: (object | string)[]): Answer {
  const answer = new Answer(1, () => undefined)
  const reader = chatReader(answer, quirks)
  for (const event of events) reader.event(typeof event === 'string' ? event : JSON.stringify(event), undefined)
  return answer
}

const delta = (delta: object, finish_reason: string | null = null) => ({ model: 'm', choices: [{ index: 0, delta, finish_reason }] })

describe('a chunk of a chat completion', () => {
  it('may come first without a choice or a model, as a router sends it', () => {
    const answer = read({ choices: [], model: '', prompt_filter_results: [] }, delta({ content: 'Hi' }))
    expect(answer).toMatchObject({ text: 'Hi', model: 'm', finish: null, progress: 1 })
  })

  it.each([
    ['reasoning_content', delta({ content: null, reasoning_content: 'hm' })],
    ['reasoning, beside its details', delta({ content: '', reasoning: 'hm', reasoning_details: [{ type: 'reasoning.text', text: 'hm' }] })],
    [
      'parts',
      delta({
        content: [
          {
            type: 'thinking',
            thinking: [
              { type: 'text', text: 'h' },
              { type: 'text', text: 'm' },
            ],
          },
        ],
      }),
    ],
  ])('thinks in %s', (_, chunk) => {
    expect(read(chunk)).toMatchObject({ text: '', reasoning: 'hm' })
  })

  it('says text in parts', () => {
    expect(
      read(
        delta({
          content: [
            { type: 'text', text: 'Hel' },
            { type: 'reference', reference_ids: [1] },
            { type: 'text', text: 'lo' },
          ],
        }),
      ).text,
    ).toBe('Hello')
  })

  it('collects a refusal', () => {
    const answer = read(delta({ refusal: 'I will ' }), delta({ refusal: 'not.' }), delta({}, 'stop'))
    expect(answer).toMatchObject({ refusal: 'I will not.', finish: 'stop', text: '' })
  })

  it.each([
    ['stop', 'stop'],
    ['eos', 'stop'],
    ['tool_calls', 'stop'],
    ['length', 'length'],
    ['model_length', 'length'],
    ['max_tokens', 'length'],
  ])('ends with %s as %s', (reason, finish) => {
    expect(read(delta({ content: 'x' }), delta({}, reason))).toMatchObject({ finish, fault: null, unfit: null })
  })

  it.each([
    ['content_filter', { unfit: { kind: 'content-filter' } }],
    ['sensitive', { unfit: { kind: 'content-filter' } }],
    ['error', { fault: { kind: 'server' }, finish: null }],
    ['insufficient_system_resource', { fault: { kind: 'overloaded' }, finish: null }],
  ])('ends with %s as no answer', (reason, expected) => {
    expect(read(delta({ content: 'x' }, reason))).toMatchObject(expected)
  })

  it('keeps the first finish reason where more follow', () => {
    expect(read(delta({}, 'length'), delta({}, 'stop')).finish).toBe('length')
  })

  it('is not misled by what it does not know', () => {
    for (const odd of ['null', '3', '[]', '"x"', '{"choices":[null]}', '{"choices":[{"delta":[]}]}', '{"choices":{"0":1},"usage":7}']) {
      expect(read(odd)).toMatchObject({ text: '', usage: null, progress: 0, fault: null })
    }
    expect(() => read('{"choices":')).toThrow(SyntaxError)
  })

  it('reports an error by its name alone', () => {
    const answer = new Answer(1, () => undefined)
    chatReader(answer, quirks).event('{"message":"too many requests","code":"rate_limit_exceeded"}', 'error')
    expect(answer.fault?.kind).toBe('rate-limited')
  })

  it('names its model once', () => {
    expect(read({ choices: [], model: 'first' }, { choices: [], model: '' }, { choices: [] }).model).toBe('first')
  })

  it.each([
    ['in a choice', { choices: [{ delta: {}, usage: { prompt_tokens: 9, completion_tokens: 4 } }] }],
    ['beside a choice', { choices: [{ delta: {}, finish_reason: 'stop' }], usage: { prompt_tokens: 9, completion_tokens: 4 } }],
    ['under x_groq', { choices: [], x_groq: { usage: { prompt_tokens: 9, completion_tokens: 4 } } }],
  ])('may hold usage %s', (_, chunk) => {
    expect(read({ choices: [], usage: null }, chunk).usage).toEqual({ input: 9, cached: 0, cacheWrite: 0, output: 4, reasoning: 0 })
  })
})
