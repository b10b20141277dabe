import { describe, expect, it } from 'vitest'
import { Answer } from '../../http/answer.ts'
import { messagesReader } from './messages-reader.ts'

function read(...events: object[]): Answer {
  const answer = new Answer(1, () => undefined)
  const reader = messagesReader(answer)
  for (const event of events) reader.event(JSON.stringify(event), undefined)
  return answer
}

const start = (usage?: object) => ({ type: 'message_start', message: { model: 'm', content: [], ...(usage && { usage }) } })
const stop = (stop_reason: string, rest: object = {}, usage?: object) => ({
  type: 'message_delta',
  delta: { stop_reason, ...rest },
  ...(usage && { usage }),
})

describe('the events of a message', () => {
  it('show neither signatures nor redacted thinking, but they prove life', () => {
    const answer = read(
      start(),
      { type: 'content_block_start', index: 0, content_block: { type: 'redacted_thinking', data: 'EqkECk' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_delta', index: 1, delta: { type: 'signature_delta', signature: 'EvQBCk' } },
      { type: 'ping' },
    )
    expect(answer).toMatchObject({ text: '', reasoning: '', progress: 3, model: 'm' })
  })

  it('may start a block with text', () => {
    expect(read({ type: 'content_block_start', content_block: { type: 'text', text: 'Hi' } }).text).toBe('Hi')
  })

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
  ])('end with %s as %s', (reason, finish) => {
    expect(read(stop(reason))).toMatchObject({ finish, unfit: null })
  })

  it('end in a refusal with its reason', () => {
    const answer = read(start(), stop('refusal', { stop_details: { type: 'refusal', category: 'cyber', explanation: 'Blocked.' } }))
    expect(answer.unfit).toEqual({ kind: 'refused', reason: 'The model will not answer: Blocked.' })
    expect(read(stop('refusal')).unfit?.kind).toBe('refused')
  })

  it.each([
    ['overloaded_error', 'overloaded'],
    ['rate_limit_error', 'rate-limited'],
    ['api_error', 'server'],
    ['authentication_error', 'auth'],
    ['not_found_error', 'not-found'],
    ['request_too_large', 'context-length'],
    ['billing_error', 'quota-exhausted'],
    ['invalid_request_error', 'bad-request'],
  ])('report %s as %s', (type, kind) => {
    expect(read({ type: 'error', error: { type, message: 'no' } }).fault?.kind).toBe(kind)
  })

  it('count up: a later count replaces an earlier one, what is left out stays', () => {
    const answer = read(
      start({ input_tokens: 2, cache_creation_input_tokens: 30, cache_read_input_tokens: 60, output_tokens: 1 }),
      stop(
        'end_turn',
        {},
        { input_tokens: 6, output_tokens: 40, cache_read_input_tokens: null, output_tokens_details: { thinking_tokens: 9 } },
      ),
    )
    expect(answer.usage).toEqual({ input: 96, cached: 60, cacheWrite: 30, output: 40, reasoning: 9 })
    expect(read(start({ input_tokens: 15, output_tokens: 1 }), stop('end_turn', {}, { output_tokens: 8 })).usage).toMatchObject({
      input: 15,
      output: 8,
    })
    expect(read(start({ input_tokens: 15 }), start({ input_tokens: 15 })).usage).toMatchObject({ input: 15 })
  })

  it('may be of kinds not known yet', () => {
    expect(read({ type: 'content_block_delta' }, { type: 'news', text: 'x' }, stop('new_reason'))).toMatchObject({
      text: '',
      finish: 'stop',
      fault: null,
    })
  })
})
