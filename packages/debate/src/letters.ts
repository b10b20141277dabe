import type { Debate } from './debate.ts'
import { seeded, shuffled } from './seeded.ts'

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** The one letter that each debater has in everybody's prompts for the whole debate; drawn from the seed, so it tells nothing of the model. */
export function letters(debate: Debate): ReadonlyMap<string, string> {
  if (!debate.opened) return new Map()
  const names = debate.opened.panel.filter(({ role }) => role === 'debater').map(({ name }) => name)
  const drawn = shuffled(names, seeded(debate.opened.seed, 'letters'))
  return new Map(drawn.map((name, index) => [name, letter(index)]))
}

/** A to Z, then AA, AB and so on. */
const letter = (index: number): string =>
  (index < alphabet.length ? '' : letter(Math.floor(index / alphabet.length) - 1)) + alphabet[index % alphabet.length]

/** Fresh ids for the things that one turn chooses among: nothing that was said before can name them. */
export function optionIds(seed: number, turnId: string, count: number): string[] {
  const draw = seeded(seed, 'options', turnId)
  const drawn = (from: string) => from.charAt(Math.floor(draw() * from.length))
  const ids = new Set<string>()
  while (ids.size < count) ids.add(drawn(consonants) + drawn(digits) + drawn(consonants) + drawn(digits))
  return [...ids]
}
/** A digit in every id keeps them from being words. */
const consonants = 'bcdfghjkmnpqrstvwxz'
const digits = '23456789'
