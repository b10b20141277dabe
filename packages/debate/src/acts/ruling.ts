import { z } from 'zod'
import { sameAnswer } from '../tally/answer-classes.ts'
import { type ActDefinition, type Asking, said, unreadable } from './act.ts'
import { choicesById, listedChoices, named } from './items.ts'
import { answerWanted, readAnswer } from './position.ts'
import { complaints, jsonSchema, looseOr } from './shape.ts'

const schema = jsonSchema({
  argument: z.string(),
  preference: z.enum(['affirmative', 'negative', 'none']),
  answer: z.string(),
  scores: z.strictObject({ affirmative: z.number(), negative: z.number() }),
})
const score = z.number().catch(0)
const noScores = { affirmative: 0, negative: 0 }
const tolerant = z.looseObject({
  argument: looseOr(''),
  preference: looseOr('none'),
  answer: looseOr(''),
  scores: z.object({ affirmative: score, negative: score }).catch(noScores),
})

/**
 * A judge between two sides: who is right, or not decided yet. With `choices` it is the last word, and one of them has to be taken.
 * MAD: Liang et al., arXiv 2305.19118.
 */
export const ruling: ActDefinition<'ruling'> = {
  act: 'ruling',
  cap: 800,
  floor: 250,
  instruction: (
    asking,
  ) => `You are the judge between the affirmative and the negative side. Weigh evidence and reasoning alone: who spoke first, or longer, or more surely decides nothing. ${asking.plan.choices ? lastWord(asking) : ongoing}

Return one JSON object with these properties, in this order:
- argument: in up to 120 words, the point that decides the matter, or what is still missing.
- preference: "affirmative" or "negative", the side that argued the right answer${asking.plan.choices ? '; "none" if neither did' : ', or "none" if the matter is not decided yet'}.
- answer: ${asking.plan.choices ? 'the id of one candidate' : `${answerWanted(asking.motion, 'the')}; an empty string if the matter is not decided yet`}.
- scores: how well each side argued, from 0 to 10.`,
  expects: (asking) => ({
    name: 'ruling',
    schema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const { argument, scores } = read.data
      const preference = sideNamed(read.data.preference)
      const answer = asking.plan.choices ? picked(read.data.answer, asking) : found(read.data.answer, preference, asking)
      if ('issue' in answer) return unreadable(answer.issue)
      return said<'ruling'>({ ruling: { argument, preference, answer: answer.is, scores } })
    },
  }),
  recalled: ({ ruling }) => JSON.stringify(ruling),
}

const ongoing = 'If the arguments so far settle the question, rule; if not, say "none", and the debate goes on.'

const lastWord = (asking: Asking) =>
  `The debate is over and this is the last word: take the candidate that the arguments support best, whichever side brought it up.\n${listedChoices(asking)}`

type Read = { readonly is: string } | { readonly issue: string }

/** A candidate by its id, or in its own words. */
function picked(text: string, asking: Asking): Read {
  const choices = choicesById(asking)
  const choice = named(text, choices) ?? [...choices.values()].find((one) => sameAnswer(one, text, asking.motion))
  return choice === undefined ? { issue: `answer: must be one of these ids: ${[...choices.keys()].join(', ')}` } : { is: choice }
}

/** What the judge found; whatever stands there while the matter is not decided is no answer. */
function found(text: string, preference: string, { motion }: Asking): Read {
  if (preference === 'none') return { is: '' }
  const answer = readAnswer(text, motion)
  return answer === null ? { issue: `answer: must be ${answerWanted(motion, 'the')}; or else preference must be "none"` } : { is: answer }
}

function sideNamed(text: string): 'affirmative' | 'negative' | 'none' {
  const word = text.slice(0, 40).trim().toLowerCase()
  return word.startsWith('aff') || word === 'pro' ? 'affirmative' : word.startsWith('neg') || word === 'con' ? 'negative' : 'none'
}
