import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { fewestTokens, outputMeter } from './output-bound.ts'

const texts = {
  prose: 'The panel was split: two of five thought that the bridge, built in 1932, could not bear 40,000 cars a day. '.repeat(20),
  code: 'for (let i = 0; i < list.length; i++) {\n    if (list[i] === undefined) continue\n    total += list[i].price * 1.19\n}\n'.repeat(
    20,
  ),
  german: 'Die Donaudampfschifffahrtsgesellschaft überlegte, ob Überprüfungen nötig wären. '.repeat(20),
  chinese: '讨论小组一致认为这个问题没有简单的答案。'.repeat(20),
  emoji: '👩‍👩‍👧‍👦 🎉🎉🎉 👍🏽 '.repeat(30),
  rule: `${'-'.repeat(80)}\n${' '.repeat(200)}|\n`.repeat(20),
}

describe('the fewest tokens of a text', () => {
  it.each(Object.entries(texts))('are never more than a tokenizer makes of %s', (_, text) => {
    expect(fewestTokens(text)).toBeLessThanOrEqual(countTokens(text))
    expect(fewestTokens(text)).toBeGreaterThan(0)
  })
})

describe('the meter of an output', () => {
  it.each(Object.entries(texts))('never raises a false alarm, however %s is cut into pieces', (_, text) => {
    for (const step of [1, 3, 7, 50]) {
      const isOver = outputMeter(countTokens(text))
      for (let end = 0; end <= text.length; end += step) expect(isOver(text.slice(0, end), '')).toBe(false)
    }
  })

  it('raises it soon after the limit, counting hidden thinking too', () => {
    const word = 'and so on '
    const isOver = outputMeter(300)
    let count = 0
    while (!isOver(word.repeat(count), word.repeat(count))) count++
    expect(count * 6).toBeGreaterThan(300)
    expect(count * 6).toBeLessThan(330)
  })

  it('raises it for a word without end, and in linear time', () => {
    const isOver = outputMeter(100)
    let text = ''
    while (!isOver(text, '')) text += 'a'.repeat(20)
    expect(text.length).toBeLessThan(100 * 64 + 1000)
  })
})
