import { describe, expect, test } from 'vitest'
import { positionShape } from '../testing/ask-of.ts'
import { cpuTime } from '../testing/cpu-time.ts'
import { readAnswer } from './read-answer.ts'

const shape = positionShape()
const position = { argument: 'Because.', answer: 'B', confidence: 0.8 }

describe('the answer in what a model wrote', () => {
  test.each([
    ['strict JSON', JSON.stringify(position)],
    ['a fence', `Here you are:\n\`\`\`json\n${JSON.stringify(position, null, 2)}\n\`\`\`\nAnything else?`],
    ['a sentence', `My position is ${JSON.stringify(position)}, as said.`],
    ['a Python literal', "{'argument': 'Because.', 'answer': 'B', 'confidence': 0.8}"],
    ['other types', '{"Argument": "Because.", "answer": "B", "confidence": "80%"}'],
    ['a wrapper', `{"response": {"position": ${JSON.stringify(position)}}}`],
    ['labelled lines', 'Argument: Because.\nAnswer: B\nConfidence: 80%'],
    ['labelled lines in markdown', '**Argument:** Because.\n\n- **Final answer**: **B**\n- **Confidence:** 0.8'],
    ['headings', '## Argument\nBecause.\n## Answer\nB\n## Confidence\n8/10'],
    ['prose before labels', 'Because.\n\nAnswer: B\nConfidence: 80%'],
    ['a draft before it', `{"argument": "Draft", "answer": "A", "confidence": 0.1}\nNo, rather:\n${JSON.stringify(position)}`],
    ['something that is no position after it', `${JSON.stringify(position)} {"note": 1}`],
  ])('is found in %s', (_, text) => {
    expect(readAnswer(text, shape)).toEqual({ ok: true, value: { position }, text: position.argument })
  })

  test('a confidence that is not given is none, not an invented one', () => {
    expect(readAnswer('{"argument": "Because.", "answer": "B"}', shape)).toEqual({
      ok: true,
      value: { position: { ...position, confidence: null } },
      text: position.argument,
    })
    expect(readAnswer('Argument: Because.\nAnswer: B', shape)).toEqual({
      ok: true,
      value: { position: { ...position, confidence: null } },
      text: position.argument,
    })
  })

  test('without its argument is read as what else it says', () => {
    const lenient = { ...shape, validate: (value: unknown) => ({ ok: true, value }) as const }
    expect(readAnswer('{"confidence": 1, "answer": "B"}', lenient)).toMatchObject({ ok: true, text: 'B' })
  })

  test.each([
    ['prose', 'I think that B is right.', 'There is no JSON object in the answer.'],
    ['nothing', '', 'There is no JSON object in the answer.'],
    ['an object without an answer', '{"argument": "Because."}', '"answer" must be a string.'],
    [
      'a confidence beyond all measure',
      '{"argument": "x", "answer": "B", "confidence": 800}',
      '"confidence" must be a number from 0 to 1, or null.',
    ],
    ['a broken object', '{"argument": "x", "answer": ', 'There is no JSON object in the answer.'],
    ['pieces of JSON on lines', '"argument": "x",\n"answer": "B",', 'There is no JSON object in the answer.'],
  ])('is not found in %s', (_, text, issues) => {
    expect(readAnswer(text, shape)).toEqual({ ok: false, issues })
  })

  test('is looked for in time in proportion to the text, whatever it is', () => {
    for (const unit of [
      'Answer: ',
      'Answer:\n',
      '**',
      '#\n',
      'a: ',
      '_ ',
      '\n',
      '{"argument": "',
      '<think>',
      ' ',
      ': ',
      '{"argument":{"argument":',
      '1',
      ',',
    ]) {
      const text = unit.repeat(Math.ceil(300_000 / unit.length))
      const used = cpuTime(() => {
        readAnswer(text, shape)
      })
      expect(used, unit).toBeLessThan(2_000)
    }
  })
})
