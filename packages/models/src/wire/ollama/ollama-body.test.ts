import type { Ask } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../deployment.ts'
import { ollamaBody } from './ollama-body.ts'

const schema = { type: 'object' }
const ask = (text: string, expects?: object) =>
  ({
    messages: [
      { role: 'system', content: [{ type: 'text', text: 'Be brief.', cache: true }] },
      { role: 'user', content: [{ type: 'text', text }] },
    ],
    stream: true,
    expects,
  }) as unknown as Ask
const at = (structured: string) => ({ model: 'm', info: { window: 100_000 }, quirks: { structured } }) as unknown as Deployment

describe('the body of a chat request to Ollama', () => {
  it('holds plain strings and the cap, and forbids to cut anything off', () => {
    expect(ollamaBody(ask('Hi'), at('json-schema'), 300)).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      stream: true,
      truncate: false,
      shift: false,
      options: { num_predict: 300, num_ctx: 4096 },
    })
  })

  it.each([
    ['a short prompt', 'Hi', 300, 4096],
    ['a prompt that just fits', 'a'.repeat(3 * 7800 - 9), 392, 8192],
    ['a prompt that just does not', 'a'.repeat(3 * 7800), 392, 16_384],
    ['letters of three bytes', '字'.repeat(7800), 392, 16_384],
    ['a long answer', 'Hi', 20_000, 32_768],
    ['more than the model takes', 'a'.repeat(900_000), 300, 100_000],
  ])('opens a window for %s', (_, text, cap, window) => {
    expect(ollamaBody(ask(text), at('none'), cap).options.num_ctx).toBe(window)
  })

  it('asks for a shape as far as the server can give it', () => {
    const shaped = ask('Hi', { name: 'ballot', schema })
    expect(ollamaBody(shaped, at('json-schema'), 300)).toMatchObject({ format: schema })
    expect(ollamaBody(shaped, at('json-object'), 300)).toMatchObject({ format: 'json' })
    expect(ollamaBody(shaped, at('none'), 300)).not.toHaveProperty('format')
  })
})
