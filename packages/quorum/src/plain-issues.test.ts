import { expect, it } from 'vitest'
import { plainIssues } from './plain-issues.ts'
import { debateRequest } from './request.ts'

const said = (body: unknown) =>
  plainIssues(debateRequest.safeParse(body).error?.issues ?? []).map(({ path, message }) => `${path} ${message}`)
const motion = { question: 'Is it so?' }

it.each([
  [{}, ['motion is missing: an object is wanted']],
  [{ motion, panel: 'sim/ada' }, ['panel must be a list']],
  [{ motion, panel: [{ modle: 'sim/ada' }] }, ['panel.0.model is missing: a string is wanted', 'panel.0 has no field "modle"']],
  [{ motion, panel: [5] }, ['panel.0 must be a string or an object']],
  [{ motion, protocol: { name: 7 } }, ['protocol.name must be a string']],
  [{ motion, limits: { rounds: 0 } }, ['limits.rounds must be more than 0']],
  [{ motion, limits: { onBudget: 'stop' } }, ['limits.onBudget must be "end" or "pause"']],
  [{ motion: { question: 'Is it so?', answer: 'maybe' } }, ['motion.answer must be "open" or "choice" or "number" or "yesno"']],
  [{ motion, panle: [] }, ['request has no field "panle"']],
])('says of %j what is wanted', (body, words) => {
  expect(said(body)).toEqual(words)
})

it('takes the name of a model for a seat, and that of a protocol for the protocol', () => {
  expect(debateRequest.parse({ motion, panel: ['sim/ada', { model: 'sim/bob' }], protocol: 'vote' })).toMatchObject({
    panel: [{ model: 'sim/ada' }, { model: 'sim/bob' }],
    protocol: { name: 'vote' },
  })
})
