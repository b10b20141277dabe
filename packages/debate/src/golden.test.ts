import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { replay } from './evolve.ts'
import { readEvent } from './lift.ts'
import type { Ask } from './model.ts'
import {
  attempts,
  checkHistory,
  fails,
  opinion,
  panelOf,
  personAt,
  type Stage,
  type StageOptions,
  says,
  seatOf,
  stageDebate,
} from './testing/index.ts'
import { viewOf } from './view.ts'

const folder = new URL('./testing/golden/', import.meta.url)
const slow = (answer: string) => (request: Ask) => says(opinion(answer)(request), { afterMs: 500, reasoning: 'Let me see.' })

/** What was recorded once for each protocol, with something of everything that can befall a debate. `QUORUM_GOLDEN=1` adds what is missing. */
const recorded: Readonly<Record<string, readonly [StageOptions, (stage: Stage) => Promise<void>]>> = {
  auto: [
    {
      protocol: 'auto',
      motion: { answer: 'open' },
      lines: { ada: opinion('Tabs.'), bob: opinion('Spaces.'), cyd: slow('Both.'), max: opinion('Both.') },
    },
    async (stage) => {
      stage.send({ type: 'interject', text: 'Mind the blind.', by: 'a person' })
      stage.send({ type: 'vote', answer: 'Tabs.', by: 'another' })
      await stage.idle()
    },
  ],
  vote: [
    {
      protocol: 'vote',
      options: { early: true },
      panel: panelOf('ada', 'bob', 'cyd', 'dan'),
      lines: {
        dan: slow('no'),
        bob: (request) => attempts(fails('overloaded', { text: 'I th', basis: 'counted' }), opinion('yes')(request)),
      },
    },
    (stage) => stage.idle(),
  ],
  roundtable: [
    {
      protocol: 'roundtable',
      panel: panelOf('ada', 'bob', personAt('eve')),
      lines: { ada: slow('no') },
      limits: { deadlineMs: 60_000, rounds: 2 },
    },
    async (stage) => {
      await stage.clock.advance(100)
      stage.crash()
      await stage.clock.advance(5000)
      stage.run({ cause: 'crash' })
      await stage.idle()
      stage.send({ type: 'speak', turnId: '0.2', argument: 'I have seen it.', answer: 'Yes.', confidence: 0.7 })
      await stage.idle()
      stage.send({ type: 'pause' })
      stage.send({ type: 'extend', rounds: 1, deadlineMs: 1000, budgetUsd: 1 })
      stage.send({ type: 'go-on' })
      stage.send({ type: 'resume' })
      await stage.idle()
      stage.send({ type: 'finish' })
      await stage.idle()
    },
  ],
  council: [
    {
      protocol: 'council',
      lines: { bob: opinion('no'), max: [fails('auth')], cyd: (request) => says(opinion('yes')(request), { nano: 90_000_000 }) },
      limits: { budgetNano: 1_000_000_000, warnNano: 50_000_000 },
    },
    (stage) => stage.idle(),
  ],
  summaries: [
    {
      protocol: 'roundtable',
      options: { rounds: 5 },
      panel: panelOf('ada', 'bob', 'cyd').map(({ name, role }) => seatOf(name, role, { window: 2000, maxOutput: 250 })),
      lines: {
        ada: (request) => ({ ...opinion('yes')(request), ...(request.about.round % 2 && { answer: 'no' }) }),
        bob: (request) => ({ ...opinion('yes')(request), ...(request.about.act !== 'summary' && { argument: 'So it is. '.repeat(25) }) }),
        cyd: (request) => ({
          ...opinion('no')(request),
          ...(request.about.act !== 'summary' && { argument: 'So it is not. '.repeat(25) }),
        }),
      },
    },
    (stage) => stage.idle(),
  ],
  'sources-apart': [
    {
      protocol: 'roundtable',
      motion: { answer: 'open', sources: [{ name: 'Größen.txt', hash: 'h1', bytes: 15 }] },
      sources: { h1: 'Größe: 漢字' },
      lines: { ada: opinion('Long.'), bob: opinion('Short.'), cyd: opinion('Long.') },
    },
    (stage) => stage.idle(),
  ],
  adversarial: [
    { protocol: 'adversarial', lines: { ada: slow('yes'), bob: slow('no') } },
    async (stage) => {
      await stage.clock.advance(1800)
      stage.send({ type: 'stop' })
      await stage.idle()
    },
  ],
}

const fileOf = (name: string) => new URL(name, folder)
const shown = (texts: readonly string[]) => viewOf(replay(texts.map(readEvent)), { owned: true, now: 0 })

if (process.env.QUORUM_GOLDEN)
  for (const [name, [set, befall]] of Object.entries(recorded))
    test.skipIf(existsSync(fileOf(`${name}-1.jsonl`)))(`${name} is recorded`, async () => {
      const stage = stageDebate(set)
      stage.run()
      await befall(stage)
      expect(stage.debate.ended).not.toBe(null)
      expect(checkHistory(stage)).toEqual([])
      writeFileSync(fileOf(`${name}-1.jsonl`), `${stage.texts.join('\n')}\n`)
      writeFileSync(fileOf(`${name}-1.view.json`), `${JSON.stringify(shown(stage.texts), null, 1)}\n`)
    })

describe('A debate that was recorded by an earlier release', () => {
  const logs = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))

  for (const log of logs)
    test(`is read, folded and shown the same: ${log}`, () => {
      const texts = readFileSync(fileOf(log), 'utf8').trimEnd().split('\n')
      expect(shown(texts)).toMatchObject(JSON.parse(readFileSync(fileOf(log.replace('.jsonl', '.view.json')), 'utf8')))
    })

  test('is kept of every protocol, with every type of event', () => {
    const types = new Set(
      logs.flatMap((log) =>
        readFileSync(fileOf(log), 'utf8')
          .trimEnd()
          .split('\n')
          .map((text) => readEvent(text).type),
      ),
    )
    expect(logs.length).toBeGreaterThanOrEqual(5)
    expect(types.size).toBe(16)
  })
})
