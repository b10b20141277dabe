import { describe, expect, test } from 'vitest'
import type { Debate } from './debate.ts'
import { unopened } from './debate.ts'
import { letters, optionIds } from './letters.ts'
import { panelOf } from './testing/panel.ts'
import { stageDebate } from './testing/stage.ts'

const debateOf = (seed: number, ...names: string[]): Debate => stageDebate({ panel: panelOf(...names), seed }).debate

describe('letters', () => {
  test('are one for each debater and for nobody else, whatever the order of the panel says', () => {
    const drawn = letters(debateOf(7, 'ada', 'bob', 'cyd'))
    expect([...drawn.keys()].toSorted()).toEqual(['ada', 'bob', 'cyd'])
    expect([...drawn.values()].toSorted()).toEqual(['A', 'B', 'C'])
    const ofAda = Array.from({ length: 30 }, (_, seed) => letters(debateOf(seed, 'ada', 'bob', 'cyd')).get('ada'))
    expect(new Set(ofAda)).toEqual(new Set(['A', 'B', 'C']))
  })

  test('are the same for the same seed, and go on after Z', () => {
    const names = Array.from({ length: 60 }, (_, index) => `seat ${index}`)
    expect(letters(debateOf(7, ...names))).toEqual(letters(debateOf(7, ...names)))
    const drawn = new Set(letters(debateOf(7, ...names)).values())
    expect(drawn.size).toBe(60)
    for (const letter of ['A', 'Z', 'AA', 'AZ', 'BA', 'BH']) expect(drawn).toContain(letter)
  })

  test('are none before a debate is opened', () => {
    expect(letters(unopened).size).toBe(0)
  })
})

describe('ids of options', () => {
  test('are different from each other and for every turn and seed, and no words', () => {
    const ids = optionIds(7, '1.0', 500)
    expect(new Set(ids).size).toBe(500)
    for (const id of ids) expect(id).toMatch(/^[a-z]\d[a-z]\d$/)
    expect(optionIds(7, '1.0', 500)).toEqual(ids)
    expect(optionIds(7, '1.1', 3)).not.toEqual(ids.slice(0, 3))
    expect(optionIds(8, '1.0', 3)).not.toEqual(ids.slice(0, 3))
  })
})
