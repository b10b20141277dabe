import type { Ask } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../deployment.ts'
import { cohereBody } from './cohere-body.ts'

const schema = { type: 'object' }
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
const at = (structured: string) => ({ model: 'm', quirks: { structured } }) as unknown as Deployment

describe('the body of a chat request to Cohere', () => {
  it('holds plain strings and the cap', () => {
    expect(cohereBody(ask, at('json-schema'), 300)).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      max_tokens: 300,
      stream: true,
    })
  })

  it('asks for a shape as far as the vendor can give it', () => {
    expect(cohereBody(shaped, at('json-schema'), 300).response_format).toEqual({ type: 'json_object', json_schema: schema })
    expect(cohereBody(shaped, at('json-object'), 300).response_format).toEqual({ type: 'json_object' })
    expect(cohereBody(shaped, at('none'), 300)).not.toHaveProperty('response_format')
  })
})
