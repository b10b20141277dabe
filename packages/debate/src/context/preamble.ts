import type { Motion, Source } from '../motion.ts'
import { rules } from '../prompts/rules.ts'
import type { Seat } from '../seat.ts'
import { escaped, escapedLine, fenced } from './quoted.ts'
import type { Fence, Reading } from './render.ts'

/**
 * What every prompt of a debate begins with: the rules, what the question comes from, and the question. Without `all` private sources are
 * only named. Throws where a source is lost.
 */
export function preamble(motion: Motion, { fence, sources: texts }: Reading, all = true): string {
  const context = motion.context.map(({ role, text }, index) =>
    fenced(fence(`context ${index}`), role === 'user' ? 'earlier, the person asked' : 'earlier, the answer was', text),
  )
  const sources = motion.sources.map((source, index) => {
    const text = textOf(source, texts)
    if (text === null) throw new Error(`the text of the source "${source.name}" is not there`)
    const name = `[S${index + 1}] ${escaped(source.name)}`
    return source.private && !all
      ? fenced(fence(`source ${index} kept back`), `${name}, private`, 'Only the debaters are shown this source.')
      : fenced(fence(`source ${index}`), name, text)
  })
  const citing = sources.length > 0 ? ['Name the source of what you take from one by its number, like [S1].'] : []
  return [rules, ...context, ...sources, ...citing, questionOf(motion, fence)].join('\n\n')
}

/** Whether a seat is shown private sources: debaters are, and nobody who judges or writes of them. */
export const readsPrivate = (panel: readonly Pick<Seat, 'name' | 'role'>[], seat: string): boolean =>
  panel.some(({ name, role }) => name === seat && role === 'debater')

/** The text of a source; null where it is lost. */
export const textOf = ({ text, hash }: Source, texts: Reading['sources']): string | null => text ?? texts.get(hash) ?? null

/** The same for who compares texts and needs neither sources nor context. */
export const shortPreamble = (motion: Motion, { fence }: Reading): string => `${rules}\n\n${questionOf(motion, fence)}`

function questionOf({ question, options }: Motion, fence: Fence): string {
  const asked = fenced(fence('motion'), 'question', question)
  return options.length > 0
    ? `${asked}\n\nThe answers to choose from:\n${options.map((option) => `- ${escaped(option)}`).join('\n')}`
    : asked
}

/** Characters of a stance, which a clerk writes, and of a persona, which the user does. */
const lengths = { stance: 300, persona: 2000 }

/**
 * Who the speaker is, as far as it may know: a debater's letter, and what the user gave it to speak as. A stance may be a model's words, and
 * stands among the rules: each is one line that no other can follow.
 */
export function self({ stance, persona }: Partial<Seat>, letter: string | null): string {
  const lines = [
    letter && `You are Panelist ${letter}.`,
    stance && `Your stance: ${escapedLine(stance, lengths.stance)}`,
    persona && `You speak as: ${escapedLine(persona, lengths.persona)}`,
  ]
  return lines.filter(Boolean).join('\n')
}
