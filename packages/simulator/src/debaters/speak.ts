import type { Behaviour } from '../behaviour.ts'
import type { Call } from '../wire/format.ts'
import type { About } from './about.ts'

export type Spoken = { readonly value?: unknown; readonly text: string }

export function speak(_call: Call, _about: About | null, { name }: Behaviour): Spoken {
  return { text: `This is simulated text: ${name} is a simulated model, and no language model was asked.` }
}
