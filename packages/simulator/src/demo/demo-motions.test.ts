import { describe, expect, test } from 'vitest'
import { voices } from '../debaters/persona.ts'
import { demoMotionOf, demoMotions } from './demo-motions.ts'

const words = (text: string): number => text.split(/\s+/).length

describe.each(demoMotions.map((motion) => [motion.question, motion] as const))('%s', (question, motion) => {
  const texts = motion.sides.flatMap((side) => [
    ...voices.map((voice) => side.openings[voice]),
    ...voices.map((voice) => side.rebuttals[voice]),
    ...side.persuaded.map(({ argument }) => argument),
    side.synthesis,
  ])
  test('is found by its question, however it is spelt', () => {
    expect(demoMotionOf(question)).toBe(motion)
    expect(demoMotionOf(`  ${question.toUpperCase().replace('?', '')} `)).toBe(motion)
  })
  test('has the answers of its kind', () => {
    const answers = motion.sides.map(({ answer }) => answer)
    if (motion.answer === 'choice') expect([...answers].sort()).toEqual([...motion.options].sort())
    else expect(motion.options).toEqual([])
    if (motion.answer === 'yesno') expect([...answers].sort()).toEqual(['no', 'yes'])
  })
  test('says nothing twice, and each text is a paragraph that can be read aloud', () => {
    expect(new Set(texts).size).toBe(texts.length)
    for (const text of texts) {
      expect(words(text)).toBeGreaterThan(24)
      expect(words(text)).toBeLessThan(100)
      expect(text).toMatch(/[.?!]$/)
    }
  })
  test('names an error with everyone who comes over, and leaves the thesis open for a sentence around it', () => {
    for (const side of motion.sides) {
      expect(side.persuaded.length).toBeGreaterThanOrEqual(2)
      for (const { reason } of side.persuaded) expect(reason).toMatch(/\.$/)
      expect(side.thesis).not.toMatch(/[.?!]$/)
    }
  })
})
test('another question has no authored motion', () => {
  expect(demoMotionOf('Is a taco a sandwich?')).toBeNull()
})
