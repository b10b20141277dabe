import type { Act } from '../turn.ts'
import type { ActDefinition } from './act.ts'
import { analysis } from './analysis.ts'
import { ballot } from './ballot.ts'
import { candidates } from './candidates.ts'
import { match } from './match.ts'
import { opening } from './opening.ts'
import { ranking } from './ranking.ts'
import { rebuttal } from './rebuttal.ts'
import { ruling } from './ruling.ts'
import { summary } from './summary.ts'
import { synthesis } from './synthesis.ts'

const acts: { readonly [A in Act]: ActDefinition<A> } = {
  opening,
  rebuttal,
  ranking,
  ballot,
  ruling,
  candidates,
  synthesis,
  match,
  analysis,
  summary,
}

/** How a kind of turn is asked for and read. */
export const definitionOf = <A extends Act>(act: A): ActDefinition<A> => acts[act] as unknown as ActDefinition<A>
