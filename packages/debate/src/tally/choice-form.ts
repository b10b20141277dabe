import { bareAnswer } from './bare-answer.ts'
import { openForm } from './open-form.ts'

/**
 * Reads an answer as one of the options and returns that option's exact text: by the same text, then by its letter (`B`, `(b)`,
 * `Option B`, `B) its text`; options that bring letters keep them, else they count in the order given), then by the same words. `null`
 * where it fits none, fits several, or letter and text disagree.
 */
export function choiceForm(answer: string, options: readonly string[]): string | null {
  if (options.includes(answer)) return answer
  const bare = bareAnswer(answer)
  const exact = [answer.trim(), bare].find((text) => options.includes(text))
  if (exact !== undefined) return exact
  const choices = labelled(options)
  return (
    theOne(choices, (choice) => bareAnswer(choice.option).toLowerCase() === bare.toLowerCase()) ??
    (lettered.test(bare) ? byLetter(bare, choices) : byWords(bare, choices))
  )
}

type Choice = { readonly option: string; readonly letter: string; readonly text: string }

/** A letter before a plain word is none: "A dog". */
const lettered =
  /^(?:(?:option|choice|answer) )?(?:[([](?<closed>[a-z])[)\]]|(?<open>[a-z])(?=$|[).:\]]| [-–—] ))(?:[).:\]]| [-–—] )*(?<text>.*)$/i
const ownLabel = /^[([]?(?<letter>[a-z])[).:\]] ?(?<text>.+)$/i

function labelled(options: readonly string[]): Choice[] {
  const own = options.map((option) => ownLabel.exec(option)?.groups)
  const all = own.every((label) => label !== undefined)
  return options.map((option, index) => {
    const letter = all ? own[index]?.letter?.toLowerCase() : 'abcdefghijklmnopqrstuvwxyz'[index]
    return { option, letter: letter ?? '', text: bareAnswer((all && own[index]?.text) || option) }
  })
}

function byLetter(bare: string, choices: readonly Choice[]): string | null {
  const { closed, open, text = '' } = lettered.exec(bare)?.groups ?? {}
  const option = theOne(choices, (choice) => choice.letter === (closed ?? open)?.toLowerCase())
  return text.trim() === '' || byWords(bareAnswer(text), choices) === option ? option : null
}

function byWords(bare: string, choices: readonly Choice[]): string | null {
  const key = openForm(bare)
  return key && theOne(choices, (choice) => openForm(choice.text) === key)
}

function theOne(choices: readonly Choice[], fits: (choice: Choice) => boolean): string | null {
  const fitting = choices.filter(fits)
  return fitting.length === 1 ? (fitting[0]?.option ?? null) : null
}
