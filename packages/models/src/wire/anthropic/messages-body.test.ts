import type { Ask } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../deployment.ts'
import { sse } from '../../http/testing/loopback.ts'
import { key, trials } from '../trial.ts'
import { anthropicMessages } from './anthropic-messages.ts'
import { messagesBody } from './messages-body.ts'

const text = (text: string, cache?: true) => ({ type: 'text' as const, text, ...(cache && { cache }) })
const ask = (...messages: Ask['messages']) => ({ messages, stream: true }) as unknown as Ask
const at = (structured: string) => ({ model: 'm', quirks: { structured } }) as unknown as Deployment
const cached = { cache_control: { type: 'ephemeral' } }

describe('the body of a messages request', () => {
  it('sets system text apart and marks the ends of repeated prefixes', () => {
    const conversation = ask(
      { role: 'system', content: [text('Rules.', true)] },
      { role: 'user', content: [text('Motion.', true), text(''), text('Act.')] },
      { role: 'assistant', content: [text('Yes.')] },
    )
    expect(messagesBody(conversation, at('none'), 300)).toEqual({
      model: 'm',
      max_tokens: 300,
      stream: true,
      system: [{ type: 'text', text: 'Rules.', ...cached }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Motion.', ...cached },
            { type: 'text', text: 'Act.' },
          ],
        },
        { role: 'assistant', content: [{ type: 'text', text: 'Yes.' }] },
      ],
    })
  })

  it('keeps the last four marks, because the vendor takes no more', () => {
    const parts = ['1', '2', '3', '4', '5', '6'].map((name) => text(name, true))
    const [message] = messagesBody(ask({ role: 'user', content: parts }), at('none'), 300).messages
    expect(message?.content.filter((part) => 'cache_control' in part).map((part) => part.text)).toEqual(['3', '4', '5', '6'])
  })

  it('asks for a shape where the model can give it', () => {
    const schema = { type: 'object' }
    const shaped = { ...ask({ role: 'user', content: [text('Hi')] }), expects: { name: 'x', schema } } as unknown as Ask
    expect(messagesBody(shaped, at('json-schema'), 300)).toMatchObject({ output_config: { format: { type: 'json_schema', schema } } })
    expect(messagesBody(shaped, at('none'), 300)).not.toHaveProperty('output_config')
  })
})

describe('a messages request', () => {
  const trial = trials((deployment, ports) => anthropicMessages({ ...deployment, baseUrl: `${deployment.baseUrl}/v1` }, ports))

  it('carries its version and its key in headers, and takes a base URL with the version too', async () => {
    const { ask, vendor } = await trial((response) => sse(response, []))
    await ask()
    expect(vendor.received[0]?.path).toBe('/v1/messages')
    expect(vendor.received[0]?.headers).toMatchObject({ 'x-api-key': key, 'anthropic-version': '2023-06-01' })
    expect(vendor.received[0]?.headers.authorization).toBeUndefined()
  })
})
