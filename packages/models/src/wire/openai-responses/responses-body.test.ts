import type { Ask } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../deployment.ts'
import { responsesBody } from './responses-body.ts'

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

describe('the body of a responses request', () => {
  it('holds plain strings and the cap, and has nothing stored', () => {
    expect(responsesBody(ask, at('json-schema'), 300)).toEqual({
      model: 'm',
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      max_output_tokens: 300,
      stream: true,
      store: false,
    })
  })

  it('asks for a shape as far as the vendor can give it', () => {
    expect(responsesBody(shaped, at('json-schema'), 300)).toMatchObject({
      text: { format: { type: 'json_schema', name: 'ballot', schema, strict: true } },
    })
    expect(responsesBody(shaped, at('json-object'), 300)).toMatchObject({ text: { format: { type: 'json_object' } } })
    expect(responsesBody(shaped, at('none'), 300)).not.toHaveProperty('text')
  })
})
