import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Rig } from '../testing/rig.ts'
import { openModels } from './testing/debate-models.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openModels()
})
afterAll(() => rig?.close())

const messages = [{ role: 'user', content: 'Which editor is best?' }]
const split = ['sim/ada+answer=Vim', 'sim/bob+answer=Emacs', 'sim/cyd+answer=Nano']

async function asked(body: object) {
  const { status, json } = await rig.ask('POST', '/v1/chat/completions', { model: 'quorum/auto', messages, ...body })
  expect(status).toBe(200)
  return json<{
    analysis: Record<string, string[]>
    quorum: { debate_id: string; status: string; panel: { role: string; model: string }[] }
  }>()
}

it('lets a panel answer once and a judge write the end, with an analysis of how the answers stand', async () => {
  const { analysis, quorum } = await asked({ fusion: { models: split, judge: 'sim/eve' } })
  expect(Object.keys(analysis)).toEqual(['consensus', 'contradictions', 'partial_coverage', 'unique_insights', 'blind_spots'])
  expect(Object.values(analysis).flat().length).toBeGreaterThan(0)
  const acts = (await rig.room.show(quorum.debate_id)).rounds.flatMap(({ turns }) => turns.map(({ seat, act }) => `${seat} ${act}`))
  expect(acts.filter((act) => act.endsWith('opening'))).toHaveLength(3)
  expect(acts.filter((act) => act.endsWith('rebuttal'))).toEqual([])
  expect(acts).toContain('judge eve synthesis')
})

it('understands the same in the words of OpenRouter', async () => {
  const { analysis, quorum } = await asked({ plugins: [{ id: 'fusion', analysis_models: split, model: 'sim/eve' }] })
  expect(Object.values(analysis).flat().length).toBeGreaterThan(0)
  expect(quorum.panel.filter(({ role }) => role === 'debater').map(({ model }) => model)).toEqual(split)
})

it('has an analysis where all agree, too: the consensus', async () => {
  const same = ['sim/ada+answer=Vim', 'sim/bob+answer=Vim']
  const { analysis } = await asked({ fusion: { models: same } })
  expect(analysis).toEqual({ consensus: ['Vim'], contradictions: [], partial_coverage: [], unique_insights: [], blind_spots: [] })
})

it('leaves the analysis out where nobody made one and nobody asked for it', async () => {
  expect(await asked({ model: 'quorum/agreed' })).not.toHaveProperty('analysis')
})
