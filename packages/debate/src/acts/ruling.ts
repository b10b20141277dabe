import { z } from 'zod'
import { normalForm } from '../tally/normal-form.ts'
import { type ActDefinition, said, unreadable } from './act.ts'
import { answerWanted } from './position.ts'
import { complaints, jsonSchema, loose } from './shape.ts'

const schema = jsonSchema({
  argument: z.string(),
  preference: z.enum(['affirmative', 'negative', 'none']),
  answer: z.string(),
  scores: z.strictObject({ affirmative: z.number(), negative: z.number() }),
})
const tolerant = z.looseObject({
  argument: loose.optional(),
  preference: loose,
  answer: loose.optional(),
  scores: z.looseObject({ affirmative: z.coerce.number(), negative: z.coerce.number() }).catch({ affirmative: 0, negative: 0 }),
})

/** A judge between two sides: who is right, or not decided yet. MAD, arXiv 2305.19118. */
export const ruling: ActDefinition<'ruling'> = {
  act: 'ruling',
  cap: 800,
  floor: 250,
  instruction: ({ motion, plan }) => `You are the judge between the affirmative side, which spoke first, and the negative side. ${
    plan.choices
      ? 'This is the last word: decide now, whichever side said it.'
      : 'If the arguments so far settle the question, rule; if not, say "none" and the debate goes on.'
  } Weigh evidence and reasoning alone.${plan.choices ? `\nCandidate answers found in the debate:\n${plan.choices.map((choice) => `- ${choice}`).join('\n')}` : ''}

Return one JSON object with these properties, in this order:
- argument: in up to 120 words, the point that decides the matter, or what is still missing.
- preference: "affirmative", "negative" or "none".
- answer: ${answerWanted(motion)}; an empty string if the matter is not decided.
- scores: how well each side argued, from 0 to 10.`,
  expects: ({ motion }) => ({
    name: 'ruling',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const { argument = '', answer = '', scores } = read.data
      const preference = sideNamed(read.data.preference)
      const settled = motion.answer === 'open' || answer === '' ? answer.trim() : normalForm(answer, motion)
      if (settled === null) return unreadable(`answer: must be ${answerWanted(motion)}, or an empty string`)
      return said<'ruling'>({
        ruling: { argument, preference, answer: settled, scores: { affirmative: scores.affirmative, negative: scores.negative } },
      })
    },
  }),
  recalled: ({ ruling }) => JSON.stringify({ argument: ruling.argument, preference: ruling.preference, answer: ruling.answer }),
}

function sideNamed(text: string): 'affirmative' | 'negative' | 'none' {
  const word = text.trim().toLowerCase()
  return word.startsWith('aff') || word === 'pro' ? 'affirmative' : word.startsWith('neg') || word === 'con' ? 'negative' : 'none'
}
