import { modelCatalogue } from '@quorum/models'
import { expect, it } from 'vitest'
import { panelOf } from './panel.ts'

function chosenBy(env: Readonly<Record<string, string>>): readonly string[] {
  const seats = panelOf({}, modelCatalogue({ env }))
  return seats.flatMap(({ role, model }) => (role === 'debater' && model ? [model.name] : []))
}

it('seats nobody twice where several providers have the same model', () => {
  const panel = chosenBy({ QUORUM_SIMULATOR_URL: 'http://127.0.0.1:9' })
  expect(panel.map((name) => name.split('/')[1])).toEqual(['ada', 'bob', 'cyd'])
})

it('seats the families that there are before it seats one again', () => {
  const panel = chosenBy({ GEMINI_API_KEY: 'one', GOOGLE_VERTEX_API_KEY: 'two', MISTRAL_API_KEY: 'three' })
  expect(panel.slice(0, 2).map((name) => name.split('/')[0])).toEqual(['gemini', 'mistral'])
  expect(panel).toHaveLength(3)
})

it('seats one of each provider where they are of different families', () => {
  const panel = chosenBy({ OPENAI_API_KEY: 'one', ANTHROPIC_API_KEY: 'two', MISTRAL_API_KEY: 'three' })
  expect(panel.map((name) => name.split('/')[0])).toEqual(['openai', 'anthropic', 'mistral'])
})
