import { describe, expect, it } from 'vitest'
import { Answer } from '../../http/answer.ts'
import { geminiReader } from './gemini-reader.ts'

function read(...chunks: (object | string)[]): Answer {
  const answer = new Answer(1, () => undefined)
  const reader = geminiReader(answer)
  for (const chunk of chunks) reader.event(typeof chunk === 'string' ? chunk : JSON.stringify(chunk), undefined)
  return answer
}

const chunk = (parts: readonly object[], finishReason?: string, usageMetadata?: object) => ({
  candidates: [{ content: { parts, role: 'model' }, ...(finishReason && { finishReason }) }],
  ...(usageMetadata && { usageMetadata }),
  modelVersion: 'm',
})

describe('a chunk of generated content', () => {
  it('may hold a signature in place of text, which only proves life', () => {
    const answer = read(chunk([{ text: 'Hi' }]), chunk([{ text: '', thoughtSignature: 'EpAICo0I' }], 'STOP', { promptTokenCount: 9 }))
    expect(answer).toMatchObject({ text: 'Hi', reasoning: '', model: 'm', finish: 'stop', ended: true, progress: 3 })
  })

  it('may end without any content, all of the cap used up in thought', () => {
    const answer = read({
      candidates: [{ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 }],
      usageMetadata: { promptTokenCount: 15, thoughtsTokenCount: 2, totalTokenCount: 17 },
    })
    expect(answer).toMatchObject({ text: '', finish: 'length', usage: { input: 15, output: 2, reasoning: 2 } })
  })

  it('tells its usage in every chunk, and the last one holds', () => {
    const counts = (candidatesTokenCount: number) => ({ promptTokenCount: 9, candidatesTokenCount, thoughtsTokenCount: 185 })
    const answer = read(chunk([{ text: 'a' }], undefined, counts(5)), chunk([{ text: 'b' }], undefined, counts(23)))
    expect(answer).toMatchObject({ ended: false, usage: { input: 9, cached: 0, cacheWrite: 0, output: 208, reasoning: 185 } })
  })

  it.each(['SAFETY', 'RECITATION', 'LANGUAGE', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII'])('ends with %s in a filter', (reason) => {
    const answer = read(chunk([{ text: 'Hal' }], reason))
    expect(answer).toMatchObject({ text: 'Hal', finish: 'stop', fault: null, unfit: { kind: 'content-filter' } })
    expect(answer.unfit?.reason).toContain(reason)
  })

  it.each(['OTHER', 'MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL'])('ends with %s as no answer', (reason) => {
    expect(read(chunk([{ text: 'Hal' }], reason))).toMatchObject({ finish: null, fault: { kind: 'server' } })
  })

  it('tells that the prompt was refused', () => {
    const answer = read({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 12559 } })
    expect(answer).toMatchObject({ ended: true, unfit: { kind: 'content-filter' }, usage: { input: 12559, output: 0 } })
  })

  it.each([
    [503, 'UNAVAILABLE', 'overloaded'],
    [500, 'INTERNAL', 'server'],
    [429, 'RESOURCE_EXHAUSTED', 'rate-limited'],
  ])('may be the error %i', (code, status, kind) => {
    expect(read({ error: { code, message: 'no', status } }).fault?.kind).toBe(kind)
  })

  it('is not misled by what it does not know', () => {
    for (const odd of [
      'null',
      '3',
      '[]',
      '{"candidates":[null]}',
      '{"candidates":{"0":1},"usageMetadata":7}',
      '{"candidates":[{"content":[]}]}',
    ]) {
      expect(read(odd)).toMatchObject({ text: '', usage: null, progress: 0, fault: null, finish: null })
    }
    expect(read(chunk([{ functionCall: {} }], 'NEWS'))).toMatchObject({ text: '', finish: 'stop' })
    expect(() => read('{"candidates":')).toThrow(SyntaxError)
  })
})
