import { z } from 'zod'
import type { Expects } from '../model.ts'
import type { Motion } from '../motion.ts'
import { normalForm } from '../tally/normal-form.ts'
import type { Position } from '../turn.ts'
import type { Asking } from './act.ts'
import { said, unreadable } from './act.ts'
import { complaints, jsonSchema, loose, looseList, readConfidence } from './shape.ts'

const opening = { argument: z.string(), answer: z.string(), confidence: z.number(), abstain: z.boolean() }
const revised = { changed: z.boolean(), changeReason: z.string(), becauseOf: z.array(z.string()) }

const openingSchema = jsonSchema(opening)
const revisedSchema = jsonSchema({ ...opening, ...revised })

const tolerant = z.looseObject({
  argument: loose.optional(),
  answer: loose.optional(),
  confidence: z.unknown().optional(),
  abstain: z.unknown().optional(),
  changed: z.unknown().optional(),
  changeReason: z.unknown().optional(),
  becauseOf: looseList,
})

/** What a position's `answer` has to look like, in words for the model. */
export function answerWanted(motion: Motion): string {
  switch (motion.answer) {
    case 'open':
      return 'your answer in one to three sentences that stand by themselves'
    case 'choice':
      return `exactly one of these, word for word: ${motion.options.map((option) => JSON.stringify(option)).join(', ')}`
    case 'number':
      return 'one number and nothing else'
    case 'yesno':
      return '"yes" or "no"'
  }
}

/** Expects a position; `revises` asks for what changed, too. */
export function expectsPosition(asking: Asking<'opening'> | Asking<'rebuttal'>, { revises }: { revises: boolean }): Expects {
  const { motion } = asking
  return {
    name: revises ? 'revised_position' : 'position',
    schema: revises ? revisedSchema : openingSchema,
    streams: 'argument',
    validate(value) {
      const read = tolerant.safeParse(value)
      if (!read.success) return unreadable(complaints(read.error))
      const { argument = '', answer = '', confidence, abstain, changed, changeReason, becauseOf } = read.data
      const abstains = abstain === true
      const settled = abstains ? '' : readAnswer(answer, motion)
      if (settled === null) return unreadable(`answer: must be ${answerWanted(motion)}`)
      const position: Position = {
        argument: argument || settled,
        answer: settled,
        confidence: readConfidence(confidence),
        ...(abstains && { abstain: true as const }),
        ...(revises && { changed: changed === true, becauseOf: turnsOf(becauseOf, asking) }),
        ...(revises && changed === true && typeof changeReason === 'string' && { changeReason }),
      }
      return said<'opening'>({ position })
    },
    ...(motion.answer === 'open' && { prose: (text: string) => ({ position: fromProse(text) }) }),
  }
}

/** A closed answer in its normal form, an open one trimmed; null where it is none. */
const readAnswer = (answer: string, motion: Motion): string | null =>
  motion.answer === 'open' ? answer.trim() || null : normalForm(answer, motion)

const fromProse = (text: string): Position => ({ argument: text.trim(), answer: text.trim(), confidence: null, unstructured: true })

/** Letters as asked, turn ids as kept: the last turn heard of each panelist named. Letters of nobody heard are dropped. */
function turnsOf(named: readonly string[], { heard, letterOf }: Pick<Asking, 'heard' | 'letterOf'>): string[] {
  const wanted = new Set(
    named.map((name) =>
      name
        .replace(/panelist/i, '')
        .trim()
        .toUpperCase(),
    ),
  )
  const latest = new Map(heard.map((turn) => [letterOf(turn.seat), turn.id]))
  return [...latest].filter(([letter]) => wanted.has(letter)).map(([, id]) => id)
}

/** A position as its own speaker is shown it again. */
export const recalledPosition = (position: Position, letters: readonly string[]): string =>
  JSON.stringify({
    argument: position.argument,
    answer: position.answer,
    ...(position.confidence !== null && { confidence: position.confidence }),
    ...(position.changed !== undefined && { changed: position.changed, changeReason: position.changeReason ?? '', becauseOf: letters }),
  })
