import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Ask } from './model.ts'
import { checkHistory, opinion, playDebate, type Stage, type StageOptions, stageDebate } from './testing/index.ts'
import { viewOf } from './view.ts'

const set: StageOptions = {
  protocol: 'roundtable',
  motion: {
    sources: [
      { name: 'Naval handbook', hash: 'h1', bytes: 15 },
      { name: 'The same again', hash: 'h1', bytes: 15 },
      { name: 'Tide tables', hash: 'h2', bytes: 14 },
    ],
  },
  sources: { h1: 'Ships are long.', h2: 'Tides are low.' },
  lines: { bob: opinion('no') },
}
const whole = ({ messages }: Pick<Ask, 'messages'>): string => messages.flatMap(({ content }) => content.map(({ text }) => text)).join('')
const reads = ({ events }: Stage): string[] => events.flatMap((event) => (event.type === 'source-read' ? [event.hash] : []))
const asked = ({ models }: Stage) => [...models.values()].flatMap((model) => model.asked)

describe('The sources of a debate', () => {
  test('are recorded as read once each, with the step whose prompts are the first to carry them', async () => {
    const stage = await playDebate(set)
    expect(reads(stage)).toEqual(['h1', 'h2'])
    expect(stage.events.slice(1, 5).map(({ type }) => type)).toEqual(['step-started', 'source-read', 'source-read', 'turn-started'])
    expect(stage.log.tried[0]?.entries.map(({ type }) => type)).toContain('source-read')
    expect(asked(stage).every((ask) => whole(ask).includes('[S1] Naval handbook\nShips are long.'))).toBe(true)
    expect(asked(stage).every((ask) => whole(ask).includes('[S3] Tide tables\nTides are low.'))).toBe(true)
    expect(stage.texts.join('')).not.toContain('Ships are long.')
  })

  test('are not read again by whoever resumes it', async () => {
    const stage = await playDebate(set)
    for (let cut = 1; cut < stage.log.entries.length; cut++) {
      const again = await playDebate({ ...set, from: stage.log.entries.slice(0, cut) })
      expect(reads(again), `cut after ${cut}`).toEqual(['h1', 'h2'])
    }
  })

  test('are not read where nobody could be asked', async () => {
    expect(reads(await playDebate({ ...set, limits: { budgetNano: 1 } }))).toEqual([])
  })

  test('pause it when one is lost, until it is found or a person ends the debate', async () => {
    const begun = await playDebate(set)
    const from = begun.log.entries.slice(0, begun.events.findIndex(({ type }) => type === 'step-ended') + 1)
    const lost = stageDebate({ ...set, from, sources: { h1: 'Ships are long.' } })
    lost.run({ cause: 'crash' })
    await lost.idle()
    expect(lost.ending).toEqual({ as: 'paused', reason: 'source-lost: Tide tables' })
    expect(lost.sent).toEqual([])
    const found = stageDebate({ ...set, from: lost.log.entries, log: { epoch: 2 } })
    found.run({ cause: 'person' })
    await found.idle()
    expect(found.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(checkHistory(found)).toEqual([])
    lost.run({ cause: 'person', conclude: true })
    await lost.idle()
    expect(lost.ending).toMatchObject({ as: 'ended', status: 'stopped', verdict: { answer: 'yes' } })
  })

  test('do not hold up a debate that asks nobody any more', async () => {
    const { log, ending } = await playDebate(set)
    const stage = await playDebate({ ...set, from: log.entries.slice(0, -1), sources: {} })
    expect(stage.ending).toEqual(ending)
  })

  test('are read out of the log itself where an earlier release kept them there', async () => {
    const texts = readFileSync(new URL('./testing/golden/sources-1.jsonl', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n')
    const from = texts.slice(0, 1).map((text) => ({ id: 'debate-1-1', seq: 1, type: 'debate-opened', text }))
    const stage = await playDebate({ from, lines: { ada: opinion('Long.'), bob: opinion('Short.'), cyd: opinion('Long.') } })
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(whole(asked(stage)[0] ?? { messages: [] })).toContain('[S2] Größen.txt\nGröße: 漢字')
    expect(viewOf(stage.debate, { owned: true, now: 0 }).motion.sources).toEqual([
      { name: 'Naval handbook', hash: '813dc1a71860b98fd156b2d443cda8598faf40df298f5d765f973b374febcdde', bytes: 15 },
      { name: 'Größen.txt', hash: '1524cb6ef21c9da3b7b71705f1b4161323a345946e4f487fbf1ab3f9a5aad50e', bytes: 15 },
    ])
  })
})
