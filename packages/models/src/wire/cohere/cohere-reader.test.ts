import { describe, expect, it } from 'vitest'
import { Answer } from '../../http/answer.ts'
import { cohereReader } from './cohere-reader.ts'
import { cohereUsage } from './cohere-usage.ts'

function read(...events: (object | string)[]): Answer {
  const answer = new Answer(1, () => undefined)
  const reader = cohereReader(answer)
  for (const event of events) reader.event(typeof event === 'string' ? event : JSON.stringify(event), undefined)
  return answer
}

const content = (type: string, content: object) => ({ type, index: 0, delta: { message: { content } } })
const end = (delta: object) => ({ type: 'message-end', delta })

describe('the events of an answer', () => {
  it('think in one block and speak in the next', () => {
    const answer = read(
      { type: 'message-start', delta: { message: { role: 'assistant', content: [] } } },
      content('content-start', { type: 'thinking', thinking: '' }),
      content('content-delta', { thinking: 'hm' }),
      { type: 'content-end', index: 0 },
      content('content-start', { type: 'text', text: 'H' }),
      content('content-delta', { text: 'i' }),
      end({ finish_reason: 'COMPLETE', usage: { tokens: { input_tokens: 9, output_tokens: 4 } } }),
    )
    expect(answer).toMatchObject({ text: 'Hi', reasoning: 'hm', finish: 'stop', ended: true, model: '' })
  })

  it.each([
    ['COMPLETE', { finish: 'stop', unfit: null }],
    ['STOP_SEQUENCE', { finish: 'stop' }],
    ['MAX_TOKENS', { finish: 'length' }],
    ['ERROR_LIMIT', { finish: 'length' }],
    ['ERROR_TOXIC', { finish: 'stop', unfit: { kind: 'content-filter' } }],
    ['ERROR', { finish: null, fault: { kind: 'server' } }],
    ['TIMEOUT', { finish: null, fault: { kind: 'server' } }],
  ])('end with %s', (finish_reason, expected) => {
    expect(read(end({ finish_reason }))).toMatchObject(expected)
  })

  it('may end with what went wrong', () => {
    expect(read(end({ finish_reason: 'ERROR', error: 'too many tokens' })).fault?.kind).toBe('context-length')
  })

  it('are not misled by what they do not know', () => {
    for (const odd of [
      'null',
      '3',
      '[]',
      '"x"',
      '{"type":7}',
      '{"type":"news","delta":{"text":"x"}}',
      '{"type":"message-end","delta":[]}',
    ]) {
      expect(read(odd)).toMatchObject({ text: '', usage: null, progress: 0, fault: null, finish: null })
    }
    expect(() => read('{"type":')).toThrow(SyntaxError)
  })
})

describe('usage', () => {
  const tokens = (input_tokens: number, output_tokens: number) => ({ input_tokens, output_tokens })
  it.each([
    ['what is billed', { billed_units: tokens(12, 7), tokens: tokens(507, 10) }, { input: 12, cached: 0, output: 7 }],
    ['what is counted, where nothing else is told', { tokens: tokens(507, 10), cached_tokens: 48 }, { input: 507, cached: 48, output: 10 }],
    [
      'none of our prompt, where all that was cached is free',
      { billed_units: tokens(12, 7), tokens: tokens(507, 10), cached_tokens: 448 },
      { input: 12, cached: 0 },
    ],
    [
      'our prompt, where more was cached than is free',
      { billed_units: tokens(9000, 7), tokens: tokens(9500, 10), cached_tokens: 8500 },
      { input: 9000, cached: 8000 },
    ],
    ['no more than there is', { billed_units: tokens(10, 7), tokens: tokens(10, 10), cached_tokens: 99 }, { input: 10, cached: 10 }],
    ['nonsense', { billed_units: 'many' }, { input: 0, cached: 0, output: 0 }],
  ])('is %s', (_, usage, expected) => {
    expect(cohereUsage(usage)).toMatchObject(expected)
  })
})
