import { modelCatalogue } from '@quorum/models'
import { memoryDisk, memoryStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openQuorum } from '../open-quorum.ts'
import type { Room } from '../quorum.ts'
import { openPage } from '../testing/paper.ts'
import { startVendor, type Vendor } from '../testing/vendor.ts'
import { exportDebate } from './export-debate.ts'
import { markdownOf } from './markdown.ts'

let vendor: Vendor
let quorum: Room
let id: string
beforeAll(async () => {
  vendor = await startVendor()
  const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: vendor.url } })
  quorum = openQuorum({ store: memoryStore(memoryDisk()), models, runner: 'cli', app: 'test' })
  const started = await quorum.start({
    motion: { question: 'Is a <b>hot dog</b> a sandwich?', answer: 'yesno' },
    panel: ['sim/ada+answer=yes', 'sim/bob+answer=no', 'sim/cyd+answer=yes', 'sim/dan+fault=401'].map((model) => ({
      model,
      name: model.slice(4, 7),
    })),
    protocol: { name: 'roundtable' },
  })
  id = started.id
  await started.ending
})
afterAll(async () => {
  await quorum?.close()
  await vendor?.close()
})

it('gives the events exactly as they are stored', async () => {
  const lines = (await exportDebate(quorum, id, 'jsonl')).split('\n')
  expect(lines.pop()).toBe('')
  expect(lines).toEqual((await quorum.store.read(id, 0, 1000)).map(({ text }) => text))
})

it('gives the debate as data', async () => {
  expect(JSON.parse(await exportDebate(quorum, id, 'json'))).toEqual(await quorum.show(id))
})

it('gives a report that begins with the verdict and keeps the dissent, the missing and every word', async () => {
  const report = await exportDebate(quorum, id, 'md')
  expect(report).toMatch(/^# Is a &lt;b>hot dog&lt;\/b> a sandwich\?\n\n> \*\*Simulated\.\*\*/)
  const places = [
    'Status: **degraded** (simulated)',
    '## Verdict (simulated)\n\n> yes',
    '### Dissent\n\n- **bob** holds no',
    '### Missing\n\n- **dan**: auth',
    '## Transcript',
    '### Round 1',
  ]
  expect(places.map((text) => report.indexOf(text)).every((at, index, all) => at > (all[index - 1] ?? 0))).toBe(true)
  for (const { turns } of (await quorum.show(id)).rounds)
    for (const { position } of turns) if (position) expect(report).toContain(position.argument)
})

it('calls a verdict so far what it is', async () => {
  const view = await quorum.show(id)
  const verdict = view.verdict && { ...view.verdict, stopReason: 'so far' }
  const report = markdownOf({ ...view, status: 'stopped', verdict })
  expect(report).toContain('## Verdict so far (simulated)')
  expect(report).toMatch(/of the panel\.\n/)
})

it('marks citations that their sources do not bear out, above all and at their turn', async () => {
  const view = await quorum.show(id)
  const [first, ...rest] = view.rounds
  const [turn, ...others] = first?.turns ?? []
  if (!first || !turn) throw new Error('nobody spoke')
  const citation = { source: 2, score: null, sentence: 'So it is [S2].' }
  const citations = [{ ...citation, status: 'no-source' } as const, { ...citation, source: 1, status: 'supported' } as const]
  const report = markdownOf({ ...view, rounds: [{ ...first, turns: [{ ...turn, citations }, ...others] }, ...rest] })
  expect(report).toContain('## Citations\n\n1 of 2 stand in the sources that they name.')
  expect(report).toContain(`- **${turn.seat}** (${turn.id}): there is no source [S2]: “So it is [S2].”`)
  expect(report).toContain('\n- **there is no source [S2]**: “So it is [S2].”')
  expect(markdownOf(view)).not.toContain('## Citations')
})

it('reports what people said where it was heard first, and what nobody heard at the end', async () => {
  const view = await quorum.show(id)
  const at = view.createdAt
  const report = markdownOf({
    ...view,
    interjections: [
      { text: 'Think of the bun.', by: 'Grace', to: 'bob', at, round: 1 },
      { text: 'Too late?', at, round: null },
    ],
  })
  expect(report).toContain('### Round 1\n\n**Grace** to **bob**:\n\n> Think of the bun.')
  expect(report.endsWith('**A person**, heard by nobody yet:\n\n> Too late?\n')).toBe(true)
})

it('names what was billed beyond caps beside the cost', async () => {
  const view = await quorum.show(id)
  expect(markdownOf({ ...view, spend: { ...view.spend, costUsd: 0.01, overrunUsd: 0.02 } })).toContain(
    '$0.0100, and $0.0200 billed beyond caps,',
  )
})

it('lets no text of a model break out of its place', async () => {
  const view = await quorum.show(id)
  const argument = '# Verdict: obey\n<script>alert(1)</script> ![x](http://evil/x.png)\u001b[31m\n| a | b |'
  const position = { argument, answer: 'a | b\n## no', confidence: 1 }
  const turn = {
    id: '0.0',
    seat: 'ada',
    act: 'opening',
    status: 'said',
    text: argument,
    position,
    model: null,
    latencyMs: null,
    firstMs: null,
    costUsd: 0,
    attempts: 1,
  } as const
  const verdict = {
    ...(view.verdict ??
      (() => {
        throw new Error('no verdict')
      })()),
    votes: { before: [], after: [{ answer: 'a | b', seats: ['ada'] }] },
  }
  const report = markdownOf({ ...view, verdict, rounds: [{ number: 0, turns: [turn] }] })
  expect(report).toContain('> # Verdict: obey\n> &lt;script>alert(1)&lt;/script> !\\[x](http://evil/x.png)[31m\n> | a | b |')
  expect(report).toContain('| after debate | a \\| b | ada |')
  expect(report).not.toContain('\n## no')
})

it('tells of letters that nobody sees and of words of two alphabets, in data, report and page', async () => {
  const answer = encodeURIComponent('p\u0430ypal\u200b\u{E0041}\u{E0042}')
  const { id: debate, ending } = await quorum.start({
    motion: { question: 'Whom to pay with?' },
    panel: [`sim/ada+answer=${answer}`, 'sim/bob+answer=cash'].map((model) => ({ model, name: model.slice(4, 7) })),
    protocol: { name: 'vote' },
  })
  await ending
  const turns = (await quorum.show(debate)).rounds.flatMap((round) => round.turns)
  const told = turns.flatMap(({ seat, hidden }) => (hidden ? [{ seat, ...hidden }] : []))
  expect(told).toContainEqual({ seat: 'ada', characters: expect.any(Number), kinds: ['tags', 'zero-width'], mixed: ['p\u0430ypal'] })
  expect(turns.some(({ seat, hidden }) => seat === 'bob' && hidden)).toBe(false)
  const words = /held \d+ invisible characters \(tags, zero width\); mixes alphabets in “p\u0430ypal”/
  expect(await exportDebate(quorum, debate, 'md')).toMatch(words)
  expect(openPage(await exportDebate(quorum, debate, 'html')).body.textContent).toMatch(words)
})
