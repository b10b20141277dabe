import { describe, expect, it } from 'vitest'
import { sse } from '../../http/testing/loopback.ts'
import { key, trials } from '../trial.ts'
import { type Dialect, wireContract } from '../wire-contract.ts'
import { gemini } from './gemini.ts'

const event = (body: object) => `data: ${JSON.stringify({ ...body, modelVersion: 'model-1-0226', responseId: 'r' })}\n\n`
const chunk = (parts: readonly object[], rest: object = {}) =>
  event({ candidates: [{ content: { parts, role: 'model' }, index: 0, ...rest }] })
const usage = (output: number) => ({
  promptTokenCount: 20,
  cachedContentTokenCount: 5,
  candidatesTokenCount: output,
  totalTokenCount: 20 + output,
})
const reasons = { stop: 'STOP', length: 'MAX_TOKENS', refused: 'SAFETY' }

const dialect: Dialect = {
  request: (stream) => ({ path: `/models/model-1:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}` }),
  open: event({ candidates: [{ content: { role: 'model' }, index: 0 }] }),
  say: (text) => chunk([{ text }]),
  think: (text) => chunk([{ text, thought: true }]),
  finish: (reason) => chunk([], { finishReason: reasons[reason] }),
  bill: (output) => event({ usageMetadata: usage(output) }),
  end: '',
  ping: event({}),
  error: event({ error: { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' } }),
  whole: (text) => ({
    candidates: [{ content: { parts: [{ text }], role: 'model' }, finishReason: 'STOP', index: 0 }],
    usageMetadata: usage(9),
    modelVersion: 'model-1-0226',
  }),
}

wireContract('gemini', gemini, dialect)

describe('a generateContent request', () => {
  const trial = trials(gemini)

  it('carries its key in a header of the vendor', async () => {
    const { ask, vendor } = await trial((response) => sse(response, []))
    await ask()
    expect(vendor.received[0]?.headers).toMatchObject({ 'x-goog-api-key': key })
    expect(vendor.received[0]?.headers.authorization).toBeUndefined()
  })

  it.each([
    ['gemini-x+a=b%20c', '/models/gemini-x%2Ba%3Db%2520c:generateContent'],
    ['tunedModels/mine', '/tunedModels/mine:generateContent'],
  ])('names the model %s in its path', async (model, path) => {
    const named = trials((deployment, ports) => gemini({ ...deployment, baseUrl: `${deployment.baseUrl}/openai`, model }, ports))
    const { ask, vendor } = await named((response) => response.end(), { ask: { stream: false } })
    await ask()
    expect(vendor.received[0]?.path).toBe(path)
  })
})
