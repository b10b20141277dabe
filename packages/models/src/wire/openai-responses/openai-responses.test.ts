import { describe, expect, it } from 'vitest'
import { sse } from '../../http/testing/loopback.ts'
import { key, trials } from '../trial.ts'
import { type Dialect, wireContract } from '../wire-contract.ts'
import { openAiResponses } from './openai-responses.ts'

const event = (type: string, body: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...body })}\n\n`
const response = (status: string, rest: object = {}) =>
  event(`response.${status}`, { response: { id: 'resp_1', object: 'response', model: 'model-1-0226', status, output: [], ...rest } })
const usage = (output: number) => ({ input_tokens: 20, input_tokens_details: { cached_tokens: 5 }, output_tokens: output })

const dialect: Dialect = {
  request: (stream) => ({ path: '/responses', body: { stream } }),
  open: response('created'),
  say: (delta) => event('response.output_text.delta', { item_id: 'msg_1', output_index: 0, content_index: 0, delta }),
  think: (delta) => event('response.reasoning_summary_text.delta', { item_id: 'rs_1', output_index: 0, summary_index: 0, delta }),
  finish(reason) {
    if (reason === 'stop') return response('completed')
    return response('incomplete', { incomplete_details: { reason: reason === 'length' ? 'max_output_tokens' : 'content_filter' } })
  },
  bill: (output) => response('in_progress', { usage: usage(output) }),
  end: 'data: [DONE]\n\n',
  ping: event('keepalive', {}),
  error: event('error', { code: 'server_error', message: 'The server is overloaded.', param: null }),
  whole: (text) => ({
    object: 'response',
    status: 'completed',
    error: null,
    incomplete_details: null,
    model: 'model-1-0226',
    output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text, annotations: [] }] }],
    usage: usage(9),
  }),
}
const { open, say } = dialect

wireContract('openai-responses', openAiResponses, dialect)

describe('a responses request', () => {
  const trial = trials(openAiResponses)

  it('carries its key in a header', async () => {
    const { ask, vendor } = await trial((response) => sse(response, []))
    await ask()
    expect(vendor.received[0]?.headers).toMatchObject({ authorization: `Bearer ${key}`, accept: 'text/event-stream' })
  })

  it.each([
    ['an end with its usage, and no terminator', [say('Hi'), response('completed', { usage: usage(2) })], { text: 'Hi', basis: 'vendor' }],
    [
      'a refusal in words',
      [event('response.refusal.delta', { delta: 'I ' }), event('response.refusal.delta', { delta: 'cannot.' }), response('completed')],
      { kind: 'refused', text: 'I cannot.' },
    ],
    [
      'a failure before a word',
      [response('failed', { error: { code: 'rate_limit_exceeded', message: 'Slow down.' } })],
      { kind: 'rate-limited', basis: 'zero' },
    ],
    ['a failure that says nothing', [say('Hi'), response('failed', { error: null })], { kind: 'server', text: 'Hi', basis: 'worst' }],
    [
      'an account without a quota',
      [event('error', { error: { type: 'insufficient_quota', code: 'insufficient_quota', message: 'You exceeded your current quota.' } })],
      { kind: 'quota-exhausted', basis: 'zero' },
    ],
  ])('makes sense of %s', async (_, pieces, expected) => {
    const { ask } = await trial((response) => sse(response, [open, ...pieces]))
    expect(await ask()).toMatchObject(expected)
  })
})
