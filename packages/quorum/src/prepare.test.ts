import { protocols } from '@quorum/debate'
import { modelCatalogue } from '@quorum/models'
import { expect, it } from 'vitest'
import { prepare } from './prepare.ts'

const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: 'http://127.0.0.1:1' } })
const prepared = (name: string, options: Record<string, unknown>) =>
  prepare(
    {
      motion: { question: 'Is it so?', answer: 'yesno' },
      panel: [{ model: 'sim/ada' }, { model: 'sim/bob' }],
      protocol: { name, ...options },
    },
    { models, protocols, seed: 1, app: 'test', runner: 'cli' },
  )

it.each([
  ['auto', { first: 'zzz' }, 'The option first of auto must be a number, not "zzz"; for example first=3.'],
  ['auto', { confident: 2 }, 'The option confident of auto must be at most 1, not 2; for example confident=0.75.'],
  [
    'roundtable',
    { topology: 'starr' },
    'The option topology of roundtable must be "full" or "ring" or "star" or "groups", not "starr"; for example topology=full.',
  ],
  ['judged', { answers: ['a'] }, 'The option answers of judged must have at least 2 entries, not ["a"].'],
  ['judged', { answers: ['yes', 'perhaps'] }, 'Judged needs two answers that the question allows (yes | no), and "perhaps" is none'],
  ['auto', { frist: 3 }, 'The protocol auto has no option frist. It has first, confident, clear, revisions, judges.'],
])('says of %s with %j what is wanted, what was given and what would do', (name, options, words) => {
  expect(() => prepared(name, options)).toThrow(words)
})
