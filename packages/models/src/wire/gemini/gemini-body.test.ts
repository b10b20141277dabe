import type { Ask } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../deployment.ts'
import { geminiBody } from './gemini-body.ts'

const text = (text: string, cache?: true) => ({ type: 'text' as const, text, ...(cache && { cache }) })
const ask = (expects?: object) =>
  ({
    messages: [
      { role: 'system', content: [text('Rules.', true)] },
      { role: 'user', content: [text('Motion.', true), text(''), text('Act.')] },
      { role: 'assistant', content: [text('Yes.')] },
      { role: 'user', content: [text('Again.')] },
    ],
    stream: true,
    expects,
  }) as unknown as Ask
const at = (structured: string, reasons = false) => ({ model: 'm', info: { reasons }, quirks: { structured } }) as unknown as Deployment

describe('the body of a generateContent request', () => {
  it('sets system text apart, and holds the cap', () => {
    expect(geminiBody(ask(), at('none'), 300)).toEqual({
      systemInstruction: { parts: [{ text: 'Rules.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Motion.' }, { text: 'Act.' }] },
        { role: 'model', parts: [{ text: 'Yes.' }] },
        { role: 'user', parts: [{ text: 'Again.' }] },
      ],
      generationConfig: { maxOutputTokens: 300 },
    })
  })

  it('asks for thoughts where the model has any', () => {
    expect(geminiBody(ask(), at('none', true), 300).generationConfig).toMatchObject({ thinkingConfig: { includeThoughts: true } })
  })

  it('asks for a shape as far as the vendor can give it', () => {
    const schema = { type: 'object' }
    const config = (structured: string) => geminiBody(ask({ name: 'x', schema }), at(structured), 300).generationConfig
    expect(config('json-schema')).toMatchObject({ responseMimeType: 'application/json', responseJsonSchema: schema })
    expect(config('json-object')).toEqual({ maxOutputTokens: 300, responseMimeType: 'application/json' })
    expect(config('none')).toEqual({ maxOutputTokens: 300 })
  })
})
