import type { Expects } from '@quorum/debate'
import { describe, expect, test } from 'vitest'
import { askOf, positionShape } from '../testing/ask-of.ts'
import { type Line, scriptedModel } from '../testing/scripted-model.ts'
import { guard } from './guard.ts'
import { type GuardRule, ruleOf } from './guard-rule.ts'
import { structured } from './structured.ts'

const digits = { name: 'numbers', pattern: '\\d{4,}' } as const

async function guarded(script: readonly Line[], rules: readonly GuardRule[], wish: Parameters<typeof askOf>[0] = {}) {
  const wire = scriptedModel(script)
  const ask = askOf(wish)
  const model = guard(structured(wire, { native: 'json-schema' }), rules.map(ruleOf))
  return { wire, ask, result: await model.ask(ask.request, ask.sink) }
}

describe('a rule about what is sent', () => {
  test('that redacts changes what leaves, and the start of the attempt names it', async () => {
    const messages = [
      { role: 'system', content: [{ type: 'text', text: 'Be brief.', cache: true }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Is 12345 my number? ' },
          { type: 'text', text: 'Or 99?' },
        ],
      },
    ] as const
    const { wire, ask, result } = await guarded(['Yes, 12345.'], [{ ...digits, when: 'input', action: 'redact' }], { messages })
    const sent = wire.seen[0]?.messages
    expect(sent?.[0]).toEqual(messages[0])
    expect(sent?.[1]?.content.map(({ text }) => text)).toEqual(['Is [redacted] my number? ', 'Or 99?'])
    expect(ask.starts).toMatchObject([{ guarded: ['numbers'] }])
    expect(result).toMatchObject({ text: 'Yes, 12345.' })
    expect(result).not.toHaveProperty('guarded')
  })

  test('that refuses lets nothing leave', async () => {
    const rule = { name: 'our project', words: ['Zeus'], when: 'both', action: 'refuse' } as const
    const { wire, ask, result } = await guarded(['?'], [rule], { question: 'What does zeus cost?' })
    expect(result).toMatchObject({ outcome: 'failure', kind: 'content-filter', attempt: null, nano: 0, basis: 'zero', retryable: false })
    expect(result).toHaveProperty('reason', expect.stringContaining('"our project"'))
    expect([wire.seen, ask.starts]).toEqual([[], []])
  })

  test('reads the words at which a caller wants the answer to stop, too', async () => {
    const wish = { sampling: { temperature: 1, stop: ['12345', 'END'] } }
    const { wire, ask } = await guarded(['?'], [{ ...digits, when: 'input', action: 'redact' }], wish)
    expect(wire.seen[0]?.sampling).toEqual({ temperature: 1, stop: ['[redacted]', 'END'] })
    expect(ask.starts).toMatchObject([{ guarded: ['numbers'] }])
    const refused = await guarded(['?'], [{ ...digits, when: 'both', action: 'refuse' }], wish)
    expect([refused.wire.seen, refused.result]).toMatchObject([[], { kind: 'content-filter' }])
  })

  test('leaves alone what it does not find, to the letter', async () => {
    const { wire, ask } = await guarded(['?'], [{ ...digits, when: 'both', action: 'refuse' }])
    expect(wire.seen[0]?.messages).toEqual(ask.request.messages)
    expect(ask.starts[0]).not.toHaveProperty('guarded')
  })
})

describe('a rule about what comes back', () => {
  const redact = { ...digits, when: 'output', action: 'redact' } as const
  const refuse = { ...digits, when: 'output', action: 'refuse' } as const
  const json = JSON.stringify({ argument: 'Call 55512 and 66613.', answer: 'B 7777', confidence: 1 })

  test('finds what is cut into pieces, in the text and in the value, and the answer names it', async () => {
    for (let at = 0; at <= json.length; at++) {
      const { ask, result } = await guarded([{ says: [json.slice(0, at), json.slice(at)] }], [redact], { expects: positionShape() })
      expect(result).toMatchObject({
        text: 'Call [redacted] and [redacted].',
        value: { position: { answer: 'B [redacted]', confidence: 1 } },
        guarded: ['numbers'],
      })
      expect(ask.streamed(1)).toBe('Call [redacted] and [redacted].')
    }
  })

  test('that refuses makes a failure of the answer, which costs what it cost, and shows nothing from there on', async () => {
    const { ask, result } = await guarded([{ says: ['It is 12', '345, so', ' it is.'] }], [refuse])
    expect(result).toMatchObject({ kind: 'content-filter', attempt: 1, basis: 'vendor', usage: { output: 5 }, text: '' })
    expect(ask.streamed(1)).toBe('It is ')
    expect(JSON.stringify([result, ask.deltas])).not.toContain('345')
  })

  test('holds for hidden thinking, too', async () => {
    const { result } = await guarded([{ says: ['fine'], reasoning: 'is it 12345?' }], [redact])
    expect(result).toMatchObject({ reasoning: 'is it [redacted]?', text: 'fine', guarded: ['numbers'] })
  })

  test('keeps what failed attempts said out of the log, whatever it does with answers', async () => {
    const { ask, result } = await guarded(['{"argument": "12345"}', { fails: 'cut', says: ['{"argument": "so 12345'] }], [refuse], {
      expects: positionShape(),
    })
    expect(ask.closed).toMatchObject([{ kind: 'invalid', text: '[redacted]' }])
    expect(result).toMatchObject({ kind: 'cut', text: 'so [redacted]' })
  })

  test('starts afresh with every attempt', async () => {
    const { ask } = await guarded(['{"argument": "12', '{"argument": "345", "answer": "B", "confidence": null}'], [redact], {
      expects: positionShape(),
    })
    expect([ask.streamed(1), ask.streamed(2)]).toEqual(['', '345'])
  })

  test('may be a function, which sees the whole text', async () => {
    const find = (text: string) => (text.includes('b') ? [[0, text.indexOf('b')] as const] : [])
    const { ask, result } = await guarded([{ says: ['aa', 'abc'] }], [{ name: 'mine', when: 'output', action: 'redact', find }])
    expect([result.text, ask.streamed(1), ask.deltas.length]).toEqual(['[redacted]bc', '[redacted]bc', 1])
  })
})

test('a rule whose pattern cannot be matched in linear time is refused by its name', () => {
  expect(() => ruleOf({ name: 'mine', when: 'both', action: 'redact', pattern: '(?=x)' })).toThrow(/rule "mine".*linear/)
})

describe("a rule about an object of a caller's own shape", () => {
  const expects: Expects = {
    name: 'prices',
    streams: '',
    schema: { type: 'object', description: 'Prices of Zeus', additionalProperties: { type: 'number' } },
    foreign: true,
    validate: (value) => ({ ok: true, value }),
  }
  const zeus = { name: 'our project', words: ['Zeus'] } as const

  test('holds for the names and the numbers in it', async () => {
    const line = JSON.stringify({ Zeus: 1, of: 123456 })
    const redacted = await guarded([line], [{ ...zeus, when: 'output', action: 'redact' }], { expects })
    expect(redacted.result).toMatchObject({ value: { '[redacted]': 1 }, guarded: ['our project'] })
    const refused = await guarded([line], [{ ...digits, when: 'output', action: 'refuse' }], { expects })
    expect(refused.result).toMatchObject({ outcome: 'failure', kind: 'content-filter' })
  })

  test('holds for what the shape says to the model', async () => {
    const refused = await guarded(['{}'], [{ ...zeus, when: 'input', action: 'refuse' }], { expects })
    expect(refused.result).toMatchObject({ kind: 'content-filter', attempt: null })
    expect(refused.wire.seen).toEqual([])
    const redacted = await guarded(['{}'], [{ ...zeus, when: 'input', action: 'redact' }], { expects })
    expect(JSON.stringify(redacted.wire.seen[0]?.expects?.schema)).not.toContain('Zeus')
    expect(redacted.ask.starts).toMatchObject([{ guarded: ['our project'] }])
  })
})
