import { expect, test } from 'vitest'
import type { Catalogue } from './catalogue.ts'
import { inHouse } from './house.ts'
import { answersInMemory } from './layers/cache-memory.ts'
import type { GuardRule } from './layers/guard-rule.ts'
import { askOf } from './testing/ask-of.ts'
import { scriptedModel } from './testing/scripted-model.ts'

const nobody: Catalogue = { find: () => 'There is nobody.', configured: () => [], close: () => Promise.resolve() }
const finds = (word: string) => (text: string) => {
  const at = text.indexOf(word)
  return at < 0 ? [] : [[at, at + word.length] as const]
}

test('an answer that was kept under a rule that finds by a function is not given under another one', async () => {
  const answers = answersInMemory(1e6)
  const wire = scriptedModel(['Zeus and Hera.'])
  const ask = async (find: ReturnType<typeof finds>) => {
    const rule: GuardRule = { name: 'gods', when: 'output', action: 'redact', find }
    const model = inHouse(nobody, { guard: [rule], answers, models: [wire] }).find(wire.info.name)
    if (typeof model === 'string') throw new Error(model)
    const { request, sink } = askOf({ tenant: 'one' })
    const result = await model.ask(request, sink)
    return result.text
  }
  const zeus = finds('Zeus')
  expect(await ask(zeus)).toBe('[redacted] and Hera.')
  expect(await ask(finds('Hera'))).toBe('Zeus and [redacted].')
  expect(wire.seen).toHaveLength(2)
  expect(await ask(zeus)).toBe('[redacted] and Hera.')
  expect(wire.seen).toHaveLength(2)
})
