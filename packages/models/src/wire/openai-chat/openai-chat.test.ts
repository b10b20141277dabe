import { describe, expect, it } from 'vitest'
import { sse } from '../../http/testing/loopback.ts'
import { Secret } from '../../secret.ts'
import { key, trials } from '../trial.ts'
import { type Dialect, wireContract } from '../wire-contract.ts'
import { openAiChat } from './openai-chat.ts'

const event = (body: unknown) => `data: ${JSON.stringify(body)}\n\n`
const chunk = (choice: unknown) => event({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'model-1-0226', choices: [choice] })
const usage = (output: number) => ({ prompt_tokens: 20, completion_tokens: output, prompt_tokens_details: { cached_tokens: 5 } })
const reasons = { stop: 'stop', length: 'length', refused: 'content_filter' }

const dialect: Dialect = {
  request: (stream) => ({ path: '/chat/completions', body: { stream } }),
  open: chunk({ index: 0, delta: { role: 'assistant', content: '', refusal: null }, finish_reason: null }),
  say: (content) => chunk({ index: 0, delta: { content }, finish_reason: null }),
  think: (reasoning_content) => chunk({ index: 0, delta: { reasoning_content, content: null }, finish_reason: null }),
  finish: (reason) => chunk({ index: 0, delta: {}, finish_reason: reasons[reason] }),
  bill: (output) => event({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'model-1-0226', choices: [], usage: usage(output) }),
  end: 'data: [DONE]\n\n',
  ping: chunk({ index: 0, delta: {}, finish_reason: null }),
  error: event({ error: { message: 'The engine is currently overloaded', type: 'server_error', code: 503 } }),
  whole: (content) => ({
    model: 'model-1-0226',
    choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop' }],
    usage: usage(9),
  }),
}
const { say, finish, bill, end, error } = dialect

wireContract('openai-chat', openAiChat, dialect)

describe('a chat request', () => {
  const trial = trials(openAiChat)

  it('carries its key in a header', async () => {
    const { ask, vendor } = await trial((response) => sse(response, []))
    await ask()
    expect(vendor.received[0]?.headers).toMatchObject({ authorization: `Bearer ${key}`, accept: 'text/event-stream' })
  })

  it.each([
    ['an answer that ends with the terminator alone', [say('Hi'), end], { outcome: 'finish', text: 'Hi', basis: 'counted' }],
    ['an error after the finish reason', [say('Hi'), finish('stop'), error, end], { outcome: 'finish', text: 'Hi' }],
    [
      'a refusal in words',
      [chunk({ delta: { refusal: 'I cannot.' } }), finish('stop'), bill(3), end],
      { kind: 'refused', text: 'I cannot.', basis: 'vendor' },
    ],
    ['a filter in the middle', [say('Hi'), finish('refused'), bill(3), end], { kind: 'content-filter', text: 'Hi', usage: { output: 3 } }],
  ])('makes sense of %s', async (_, pieces, expected) => {
    const { ask } = await trial((response) => sse(response, pieces))
    expect(await ask()).toMatchObject(expected)
  })

  it('names a failure of TLS, of HTTP and of a key that no header can carry', async () => {
    const at = (change: (url: string) => string) =>
      trials((deployment, ports) => openAiChat({ ...deployment, baseUrl: change(deployment.baseUrl) }, ports))
    const plain = await at((url) => url.replace('http:', 'https:'))(() => undefined)
    expect(await plain.ask()).toMatchObject({ kind: 'tls', retryable: true, basis: 'zero' })
    const garbled = await trial((response) => response.socket?.end('SSH-2.0-OpenSSH\r\n'))
    expect(await garbled.ask()).toMatchObject({ kind: 'protocol', retryable: true, basis: 'worst' })
    const unwritable = await trials((deployment, ports) => openAiChat({ ...deployment, key: new Secret('a\nb') }, ports))(() => undefined)
    expect(await unwritable.ask()).toMatchObject({ kind: 'bad-request', retryable: false, basis: 'zero' })
  })

  it.each(['ftp://host/v1', 'http://user:pass@host/v1', 'nonsense'])('refuses the base URL %s at once', async (baseUrl) => {
    const refusing = trials((deployment, ports) => openAiChat({ ...deployment, baseUrl }, ports))
    await expect(refusing(() => undefined)).rejects.toThrow(TypeError)
  })
})
