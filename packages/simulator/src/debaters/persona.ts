import type { Temper } from '../behaviour.ts'
import { tempers } from '../behaviour.ts'
import { chance, pick } from '../chance.ts'

/** Ways of speaking that authored texts exist in. */
export const voices = ['analyst', 'practitioner', 'diplomat', 'sceptic'] as const
export type Voice = (typeof voices)[number]

/** Who a simulated model is. */
export type Persona = {
  readonly name: string
  readonly temper: Temper
  /** How likely it is to be right when it opens. */
  readonly knows: number
  readonly voice: Voice
}

/** The simulated models that are listed; every other name is someone, too. */
export const personas: readonly Persona[] = [
  { name: 'ada', temper: 'reasoner', knows: 0.8, voice: 'analyst' },
  { name: 'bob', temper: 'stubborn', knows: 0.6, voice: 'practitioner' },
  { name: 'cyd', temper: 'sycophant', knows: 0.55, voice: 'diplomat' },
  { name: 'dan', temper: 'reasoner', knows: 0.7, voice: 'sceptic' },
  { name: 'eve', temper: 'stubborn', knows: 0.75, voice: 'analyst' },
]

/** The persona of a name: the listed one, or one made of the name's letters. */
export const personaOf = (name: string): Persona =>
  personas.find((persona) => persona.name === name) ?? {
    name,
    temper: pick(tempers, name, 'temper'),
    knows: 0.5 + 0.4 * chance(name, 'knows'),
    voice: pick(voices, name, 'voice'),
  }
