import { describe, expect, it } from 'vitest'
import { Answer } from '../../http/answer.ts'
import { ollamaReader } from './ollama-reader.ts'

function read(...lines: (object | string)[]): Answer {
  const answer = new Answer(1, () => undefined)
  const reader = ollamaReader(answer)
  for (const line of lines) reader.event(typeof line === 'string' ? line : JSON.stringify(line), undefined)
  return answer
}

describe('a line of an answer', () => {
  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    [undefined, 'stop'],
  ])('ends with %s as %s', (done_reason, finish) => {
    const answer = read({ model: 'm', message: { content: 'Hi' } }, { done: true, done_reason, prompt_eval_count: 26, eval_count: 298 })
    expect(answer).toMatchObject({ text: 'Hi', model: 'm', finish, ended: true })
    expect(answer.usage).toEqual({ input: 26, cached: 0, cacheWrite: 0, output: 298, reasoning: 0 })
  })

  it('may leave out the count of a prompt that was cached', () => {
    expect(read({ done: true, done_reason: 'stop', eval_count: 8 })).toMatchObject({ ended: true, usage: { input: 0, output: 8 } })
  })

  it.each([
    ['an error was encountered while running the model: unexpected EOF', 'server'],
    ['the input length exceeds the context length', 'context-length'],
    ['server busy, please try again.  maximum pending requests exceeded', 'overloaded'],
  ])('may be the error "%s"', (error, kind) => {
    expect(read({ error }).fault?.kind).toBe(kind)
  })

  it('is not misled by what it does not know', () => {
    for (const odd of ['null', '3', '[]', '"x"', '{"message":7,"done":1}', '{"message":{"content":null},"eval_count":"many"}']) {
      expect(read(odd)).toMatchObject({ text: '', usage: null, progress: 0, fault: null, finish: null })
    }
    expect(() => read('{"message":')).toThrow(SyntaxError)
  })
})
