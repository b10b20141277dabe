import { describe, expect, it } from 'vitest'
import { sse } from '../../http/testing/loopback.ts'
import { key, trials } from '../trial.ts'
import { type Dialect, wireContract } from '../wire-contract.ts'
import { cohere } from './cohere.ts'

const event = (type: string, delta?: object) => `event: ${type}\ndata: ${JSON.stringify({ type, delta })}\n\n`
const content = (content: object) => event('content-delta', { message: { content } })
const usage = (output: number) => ({
  billed_units: { input_tokens: 20, output_tokens: output },
  tokens: { input_tokens: 515, output_tokens: output + 3 },
  cached_tokens: 500,
})
const reasons = { stop: 'COMPLETE', length: 'MAX_TOKENS', refused: 'ERROR_TOXIC' }

const dialect: Dialect = {
  request: (stream) => ({ path: '/v2/chat', body: { stream } }),
  answered: 'model-1',
  open: event('message-start', { message: { role: 'assistant', content: [] } }),
  say: (text) => content({ text }),
  think: (thinking) => content({ thinking }),
  finish: (reason) => event('message-end', { finish_reason: reasons[reason] }),
  bill: (output) => event('message-end', { usage: usage(output) }),
  end: '',
  ping: event('message-start', { message: {} }),
  error: event('message-end', { finish_reason: 'ERROR', error: 'the model is overloaded, please try again later' }),
  whole: (text) => ({
    id: '1',
    message: { role: 'assistant', content: [{ type: 'text', text }] },
    finish_reason: 'COMPLETE',
    usage: usage(9),
  }),
}

wireContract('cohere', cohere, dialect)

describe('a chat request to Cohere', () => {
  it.each(['', '/v1', '/v2', '/compatibility/v1'])('to a base URL that ends with "%s" goes to the second version', async (path) => {
    const trial = trials((deployment, ports) => cohere({ ...deployment, baseUrl: deployment.baseUrl + path }, ports))
    const { ask, vendor } = await trial((response) => sse(response, []))
    await ask()
    expect(vendor.received[0]).toMatchObject({ path: '/v2/chat', headers: { authorization: `Bearer ${key}` } })
  })
})
