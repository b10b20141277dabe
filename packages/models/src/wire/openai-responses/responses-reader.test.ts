import { describe, expect, it } from 'vitest'
import { Answer } from '../../http/answer.ts'
import { responsesReader } from './responses-reader.ts'

function read(...events: (object | string)[]): Answer {
  const answer = new Answer(1, () => undefined)
  const reader = responsesReader(answer)
  for (const event of events) reader.event(typeof event === 'string' ? event : JSON.stringify(event), undefined)
  return answer
}

function whole(body: unknown): Answer {
  const answer = new Answer(1, () => undefined)
  responsesReader(answer).whole(body)
  return answer
}

const said = (text: string) => ({ type: 'message', content: [{ type: 'output_text', text }] })
const thought = (text: string) => ({ type: 'reasoning', summary: [{ type: 'summary_text', text }], content: [] })
const completed = (response: object) => ({ type: 'response.completed', response: { status: 'completed', model: 'm', ...response } })

describe('the events of a response', () => {
  it('show the vendor at work, but a response that only goes on does not', () => {
    const answer = read(
      { type: 'response.created', response: { model: 'm', usage: null } },
      { type: 'response.in_progress', response: {} },
      { type: 'keepalive' },
      { type: 'response.output_item.added', item: { type: 'reasoning', encrypted_content: 'gAAAA' } },
      { type: 'response.web_search_call.searching' },
    )
    expect(answer).toMatchObject({ text: '', reasoning: '', progress: 2, model: 'm', finish: null })
  })

  it('think in summaries, each a paragraph, or aloud', () => {
    const added = { type: 'response.reasoning_summary_part.added' }
    const summary = (delta: string) => ({ type: 'response.reasoning_summary_text.delta', delta })
    expect(read(added, summary('One.'), added, summary('Two.')).reasoning).toBe('One.\n\nTwo.')
    expect(read({ type: 'response.reasoning_text.delta', delta: 'We' }).reasoning).toBe('We')
  })

  it('are said once, though the end repeats them', () => {
    const delta = { type: 'response.output_text.delta', delta: 'Hi' }
    const done = { type: 'response.output_text.done', text: 'Hi' }
    const end = completed({ output: [thought('hm'), said('Hi')], usage: { input_tokens: 3, output_tokens: 1 } })
    expect(read(delta, done, end)).toMatchObject({ text: 'Hi', reasoning: '', finish: 'stop', ended: true })
    expect(read(end)).toMatchObject({ text: 'Hi', reasoning: 'hm' })
  })

  it('tell usage in all its parts', () => {
    const usage = {
      input_tokens: 19,
      input_tokens_details: { cache_write_tokens: 4, cached_tokens: 8 },
      output_tokens: 105,
      output_tokens_details: { reasoning_tokens: 44 },
      total_tokens: 124,
    }
    expect(read(completed({ usage })).usage).toEqual({ input: 19, cached: 8, cacheWrite: 4, output: 105, reasoning: 44 })
  })

  it('are not misled by what they do not know', () => {
    for (const odd of [
      'null',
      '3',
      '[]',
      '"x"',
      '{}',
      '{"type":"news"}',
      '{"type":7,"delta":"x"}',
      '{"type":"response.completed","response":7}',
    ]) {
      expect(read(odd)).toMatchObject({ text: '', usage: null, progress: 0, fault: null, finish: null })
    }
    expect(() => read('{"type":')).toThrow(SyntaxError)
  })
})

describe('a whole response', () => {
  it('says its texts, its thoughts and its refusal', () => {
    expect(whole({ status: 'completed', output: [thought('hm'), said('Hel'), said('lo')] })).toMatchObject({
      text: 'Hello',
      reasoning: 'hm',
    })
    const refusal = { type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] }
    expect(whole({ status: 'completed', output: [refusal] })).toMatchObject({ text: '', refusal: 'No.', finish: 'stop' })
    const aloud = { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: 'We' }] }
    expect(whole({ output: [aloud, said('Hi')] })).toMatchObject({ text: 'Hi', reasoning: 'We', finish: 'stop' })
  })

  it.each([
    ['max_output_tokens', { finish: 'length', unfit: null }],
    ['content_filter', { finish: 'stop', unfit: { kind: 'content-filter' } }],
  ])('may be incomplete for %s', (reason, expected) => {
    expect(whole({ status: 'incomplete', incomplete_details: { reason }, output: [said('Hal')] })).toMatchObject(expected)
  })

  it.each(['failed', 'cancelled'])('that %s is none', (status) => {
    expect(whole({ status, error: null, output: [] })).toMatchObject({ finish: null, fault: { kind: 'server' } })
    expect(whole({ status, error: { code: 'server_error', message: 'Overloaded' } })).toMatchObject({ fault: { kind: 'overloaded' } })
  })
})
