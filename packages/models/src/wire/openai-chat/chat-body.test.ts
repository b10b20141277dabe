import type { Ask } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import type { Deployment, Quirks } from '../../deployment.ts'
import { chatBody } from './chat-body.ts'

const schema = { type: 'object', properties: {}, required: [], additionalProperties: false }
const ask = {
  messages: [
    {
      role: 'system',
      content: [
        { type: 'text', text: 'Be ' },
        { type: 'text', text: 'brief.', cache: true },
      ],
    },
    { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
  ],
  stream: true,
} as unknown as Ask
const shaped = { ...ask, expects: { name: 'ballot', schema } } as unknown as Ask
const at = (quirks: Partial<Quirks>) =>
  ({
    model: 'm',
    quirks: { structured: 'json-schema', maxOutputField: 'max_completion_tokens', streamUsage: true, ...quirks },
  }) as unknown as Deployment

describe('the body of a chat request', () => {
  it('holds plain strings, the cap and the wish for usage', () => {
    expect(chatBody(ask, at({}), 300)).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      max_completion_tokens: 300,
      stream: true,
      stream_options: { include_usage: true },
    })
  })

  it('names the cap as the vendor does, and asks for usage only where it may', () => {
    expect(chatBody(ask, at({ maxOutputField: 'max_tokens', streamUsage: false }), 300)).toMatchObject({ max_tokens: 300 })
    expect(chatBody(ask, at({ streamUsage: false }), 300)).not.toHaveProperty('stream_options')
    expect(chatBody({ ...ask, stream: false }, at({}), 300)).not.toHaveProperty('stream_options')
  })

  it('asks for a shape as far as the vendor can give it', () => {
    expect(chatBody(shaped, at({}), 300)).toMatchObject({
      response_format: { type: 'json_schema', json_schema: { name: 'ballot', schema, strict: true } },
    })
    expect(chatBody(shaped, at({ structured: 'json-object' }), 300)).toMatchObject({ response_format: { type: 'json_object' } })
    expect(chatBody(shaped, at({ structured: 'none' }), 300)).not.toHaveProperty('response_format')
    expect(chatBody(ask, at({}), 300)).not.toHaveProperty('response_format')
  })
})
