import { readdirSync, readFileSync } from 'node:fs'
import { readEvent } from '@quorum/debate'
import { expect, it } from 'vitest'
import { scenesOf } from './scenes.ts'

const golden = new URL('../../../debate/src/testing/golden/', import.meta.url)
const logs = readdirSync(golden).filter((name) => name.endsWith('.jsonl'))

it.each(logs)('tells everything that was said, and who was absent, in its order: %s', (log) => {
  const events = readFileSync(new URL(log, golden), 'utf8').trimEnd().split('\n').map(readEvent)
  const scenes = scenesOf(events)
  const count = (kind: string) => scenes.filter((scene) => scene.kind === kind).length
  expect(count('turn')).toBe(events.filter(({ type }) => type === 'turn-ended').length)
  expect(count('absent')).toBe(
    events.filter((event) => (event.type === 'turn-failed' ? event.final : event.type === 'turn-interrupted' && event.reason !== 'crash'))
      .length,
  )
  expect(count('round')).toBe(new Set(events.flatMap((event) => (event.type === 'step-started' ? [event.round] : []))).size)
  expect(scenes.map(({ at }) => at)).toEqual(scenes.map(({ at }) => at).toSorted())
  for (const scene of scenes) expect(scene).not.toMatchObject({ text: undefined })
})
