import { describe, expect, test } from 'vitest'
import { replay } from '../evolve.ts'
import { protocols } from '../protocols/catalogue.ts'
import { fails, never } from '../testing/lines.ts'
import { opinion } from '../testing/opinion.ts'
import { panelOf } from '../testing/panel.ts'
import type { Lines } from '../testing/scripted-model.ts'
import { playDebate, type StageOptions } from '../testing/stage.ts'
import type { Verdict } from '../verdict.ts'
import { verdictSoFar } from './conclude.ts'

async function verdictOf(set: StageOptions): Promise<Verdict> {
  const { ending } = await playDebate(set)
  if (ending?.as !== 'ended' || !ending.verdict) throw new Error(`no verdict: ${JSON.stringify(ending)}`)
  return ending.verdict
}

/** Opens with one answer and holds another from the next round on. */
const turning =
  (from: string, to: string, words: object = { changed: true, changeReason: 'I had miscounted.', becauseOf: ['A', 'B', 'C'] }): Lines =>
  (request) =>
    request.about.act === 'rebuttal'
      ? { argument: 'Now I see.', answer: to, confidence: 0.8, abstain: false, ...words }
      : opinion(from)(request)

const split = { ada: opinion('yes'), bob: opinion('no'), cyd: opinion('no') }

describe('a verdict', () => {
  test('marks a seat whose position is older than its last failure', async () => {
    const opensOnly: Lines = (request) =>
      request.about.act === 'opening' ? opinion(request.about.seat === 'ada' ? 'yes' : 'no')(request) : fails('server')
    const set = {
      protocol: 'roundtable',
      lines: { ada: opensOnly, bob: opensOnly, cyd: opensOnly },
      limits: { onNoQuorum: 'go-on' },
    } as const
    const { ending } = await playDebate(set)
    const missing = ['ada', 'bob', 'cyd'].map((seat) => ({ seat, reason: 'server (an earlier position counts)' }))
    expect(ending).toMatchObject({ status: 'degraded', verdict: { answer: 'no', missing } })
  })

  test('counts no judge that answers in one order only', async () => {
    const oneOrder: Lines = (request, nth) => (nth % 2 === 0 ? opinion('yes')(request) : fails('server'))
    const verdict = await verdictOf({ protocol: 'auto', panel: panelOf('ada', 'bob'), lines: { bob: opinion('no'), joy: oneOrder } })
    expect(verdict.missing).toContainEqual({ seat: 'joy', reason: 'replaced: server' })
  })

  test('says what was held before debate and after, who changed, when, why and because of whom', async () => {
    const verdict = await verdictOf({ protocol: 'roundtable', lines: { ...split, ada: turning('yes', 'no') } })
    expect(verdict).toMatchObject({
      answer: 'no',
      votes: {
        before: [
          { answer: 'no', seats: ['bob', 'cyd'] },
          { answer: 'yes', seats: ['ada'] },
        ],
        after: [{ answer: 'no', seats: ['ada', 'bob', 'cyd'] }],
      },
      agreement: 1,
      dissent: [],
      missing: [],
      stopReason: 'unanimous',
    })
    expect(verdict.changes).toEqual([
      { seat: 'ada', round: 1, from: 'yes', to: 'no', because: expect.arrayContaining(['0.1', '0.2']), reason: 'I had miscounted.' },
    ])
  })

  test('always names the dissent: who, what, and why in their own words', async () => {
    const { dissent, agreement } = await verdictOf({ protocol: 'vote', lines: split })
    expect(dissent).toEqual([{ seat: 'ada', answer: 'yes', reason: 'I hold yes in turn 0.0.' }])
    expect(agreement).toBeCloseTo(2 / 3)
  })

  test('cuts a long reason at a word', async () => {
    const long = { argument: `${'word '.repeat(300)}end`, answer: 'yes', confidence: 1, abstain: false }
    const { dissent } = await verdictOf({ protocol: 'vote', lines: { ...split, ada: [long] } })
    expect(dissent[0]?.reason).toMatch(/word …$/)
    expect(dissent[0]?.reason.length).toBeLessThanOrEqual(602)
    const solid = { ...long, argument: 'x'.repeat(1000) }
    expect((await verdictOf({ protocol: 'vote', lines: { ...split, ada: [solid] } })).dissent[0]?.reason).toHaveLength(602)
  })

  test('has the smoothed share of the seats planned as its confidence, uncalibrated', async () => {
    expect((await verdictOf({ protocol: 'vote', lines: split })).confidence).toEqual({ value: 3 / 5, basis: 'uncalibrated' })
    const short = await verdictOf({ protocol: 'vote', lines: { ...split, ada: [fails('refused')] } })
    expect(short).toMatchObject({ confidence: { value: 3 / 5 }, agreement: 2 / 3, missing: [{ seat: 'ada', reason: 'refused' }] })
  })

  test('does not miss who abstained, nor count it as agreeing', async () => {
    const { ending } = await playDebate({
      protocol: 'vote',
      lines: { ...split, ada: [{ argument: 'No idea.', answer: '', abstain: true }] },
    })
    expect(ending).toMatchObject({ status: 'complete', verdict: { agreement: 2 / 3, missing: [], dissent: [] } })
  })

  test('is degraded where somebody who spoke before is silent at last', async () => {
    const lines: StageOptions['lines'] = {
      ...split,
      ada: turning('yes', 'no'),
      cyd: (request) => (request.about.round ? fails('refused') : opinion('no')(request)),
    }
    const { ending } = await playDebate({ protocol: 'roundtable', lines })
    expect(ending).toMatchObject({
      status: 'degraded',
      verdict: { answer: 'no', agreement: 2 / 3, missing: [{ seat: 'cyd', reason: 'refused (spoke before)' }] },
    })
  })

  test('is degraded where a judge, chairman or clerk was replaced, each named once', async () => {
    const dead = [fails('refused')]
    const { ending } = await playDebate({
      protocol: 'auto',
      motion: { answer: 'open' },
      lines: { ada: opinion('a'), bob: opinion('b'), cyd: opinion('c'), lee: dead, max: dead },
    })
    expect(ending).toMatchObject({ status: 'degraded' })
    const { verdict } = ending as { verdict: Verdict }
    expect(verdict.missing).toEqual([
      { seat: 'lee', reason: 'replaced: refused' },
      { seat: 'max', reason: 'replaced: refused' },
    ])
  })

  test('does not miss seats that a gate made needless', async () => {
    expect(await verdictOf({ protocol: 'auto', panel: panelOf('ada', 'bob', 'cyd', 'dan', 'eve') })).toMatchObject({
      stopReason: 'the first to answer agree, and are sure',
      agreement: 1,
      missing: [],
    })
  })

  test('does not miss who was cut short because it was decided', async () => {
    const { ending } = await playDebate({
      protocol: 'vote',
      options: { early: true },
      lines: { ada: opinion('yes'), bob: opinion('yes'), cyd: [never()] },
    })
    expect(ending).toMatchObject({ status: 'complete', verdict: { stopReason: 'decided before everybody spoke', missing: [] } })
  })

  test('says that it was a tie', async () => {
    expect(await verdictOf({ protocol: 'vote', panel: panelOf('ada', 'bob'), lines: split })).toMatchObject({ tie: true })
  })

  test('of a chairman carries points of agreement and the clerk’s analysis', async () => {
    const lines = { ada: opinion('a'), bob: opinion('b'), cyd: opinion('c'), max: opinion('a') }
    expect(await verdictOf({ protocol: 'auto', motion: { answer: 'open' }, lines })).toMatchObject({
      answer: 'a',
      agreements: ['The question matters.'],
      analysis: { consensus: ['All read it.'], blindSpots: [] },
      agreement: 1 / 3,
      dissent: [{ seat: 'bob' }, { seat: 'cyd' }],
    })
  })

  test('of two games that end differently is split: nobody stands behind it, and playing the other side is no change of mind', async () => {
    const verdict = await verdictOf({
      protocol: 'adversarial',
      options: { swap: true },
      panel: panelOf('ada', 'bob'),
      lines: {
        ada: (request) => opinion(request.about.turnId < '5' ? 'yes' : 'no')({ ...request, about: { ...request.about, own: null } }),
        bob: (request) => opinion(request.about.turnId < '5' ? 'no' : 'yes')({ ...request, about: { ...request.about, own: null } }),
        joy: (request) => ({
          argument: 'So.',
          preference: 'affirmative',
          answer: request.about.turnId < '5' ? 'yes' : 'no',
          scores: { affirmative: 5, negative: 5 },
        }),
      },
    })
    expect(verdict).toMatchObject({ answer: 'split', tie: true, agreement: 0, changes: [] })
    expect(verdict.dissent.map(({ seat }) => seat).toSorted()).toEqual(['ada', 'bob'])
  })
})

describe('a change of mind on an open question', () => {
  /** Answers fall together by their first letter. */
  const clerk: Lines = (request) => {
    const prompt =
      request.messages
        .at(-1)
        ?.content.map(({ text }) => text)
        .join('') ?? ''
    const items = [...prompt.matchAll(/^\[id: (\w+)\].*\n<<.*\n(\w)/gm)]
    return { argument: '', groups: [...Map.groupBy(items, ([, , first]) => first).values()].map((group) => group.map(([, id]) => id)) }
  }
  const changes = async (ada: Lines, rest: Record<string, Lines> = { bob: opinion('P, surely'), cyd: opinion('S') }) =>
    (await verdictOf({ protocol: 'roundtable', motion: { answer: 'open' }, lines: { ...rest, ada, lee: clerk } })).changes

  test('is told where the speaker says so', async () => {
    expect(await changes(turning('S, too', 'P now'))).toMatchObject([
      { seat: 'ada', from: 'S, too', to: 'P now', reason: 'I had miscounted.' },
    ])
  })

  test('is none where the speaker says that it is the same in other words', async () => {
    expect(await changes(turning('P', 'P in other words', { changed: false }))).toEqual([])
  })

  test('is none within one class, whatever the speaker says: it stands with whom it stood with before', async () => {
    expect(await changes(turning('P', 'P in other words'))).toEqual([])
  })

  test('is one where nobody stood with it before', async () => {
    expect(await changes(turning('X', 'X in other words'))).toHaveLength(1)
  })
})

describe('the verdict so far', () => {
  const lines = { ada: opinion('a'), bob: opinion('b'), cyd: opinion('a'), max: opinion('a') }
  const debates: readonly StageOptions[] = protocols.flatMap(({ name }) => [
    { protocol: name, motion: { answer: 'open' as const }, lines },
    { protocol: name, lines: split },
    { protocol: name, lines: { ...split, ada: [fails('refused')] } },
  ])

  test.each(
    debates.map((set) => [set.protocol as string, set] as const),
  )('of %s stands at every cut once enough have spoken, and never says more than was said', async (name, set) => {
    const { events, debate } = await playDebate(set)
    const protocol = protocols.find((one) => one.name === name) ?? null
    let stood = false
    for (let cut = 1; cut < events.length; cut++) {
      const then = replay(events.slice(0, cut))
      const verdict = verdictSoFar(then, protocol)
      const said = new Set(then.steps.flatMap(({ turns }) => turns.flatMap(({ plan, outcome }) => (outcome?.turn ? [plan.seat] : []))))
      if (stood) expect(verdict).not.toBeNull()
      if (verdict) {
        stood = true
        const voters = verdict.votes.after.flatMap(({ seats }) => seats)
        expect(voters.length).toBeGreaterThanOrEqual(2)
        expect(new Set(voters).size).toBe(voters.length)
        for (const seat of voters) expect(said).toContain(seat)
        for (const { seat } of verdict.missing) expect(voters).not.toContain(seat)
        for (const { because } of verdict.changes) for (const id of because) expect(id).toMatch(/^\d+\.\d+$/)
      }
    }
    expect(stood).toBe(debate.ended?.verdict !== null)
  })

  test('of one opinion of two is none', async () => {
    const { events } = await playDebate({ protocol: 'adversarial', panel: panelOf('ada', 'bob', 'cyd'), lines })
    const cut = events.findIndex(({ type }) => type === 'turn-ended') + 1
    expect(verdictSoFar(replay(events.slice(0, cut)), null)).toBeNull()
  })

  test('keeps what the chairman wrote, once it is written', async () => {
    const { events, debate } = await playDebate({ protocol: 'council', motion: { answer: 'open' }, lines: { ...lines, max: opinion('b') } })
    const written = debate.steps.find(({ turns }) => turns[0]?.plan.act === 'synthesis')?.turns[0]?.endedSeq ?? 0
    expect(verdictSoFar(replay(events.slice(0, written - 1)), null)).toMatchObject({ answer: 'a', stopReason: 'so far' })
    expect(verdictSoFar(replay(events.slice(0, written)), null)).toMatchObject({ answer: 'b', agreements: ['The question matters.'] })
  })

  test('puts who did not change where it stood when the clerk last looked', async () => {
    const alike: StageOptions['lines'] = {
      ada: opinion('Postgres'),
      bob: turning('Postgres it is', 'Take Postgres', { changed: false }),
      cyd: turning('SQLite', 'Still SQLite', { changed: false }),
      lee: (request) => {
        const ids = [...(request.messages.at(-1)?.content.at(-1)?.text ?? '').matchAll(/^\[id: (\w+)\].*\n<<.*\n(\w*)/gm)]
        return {
          argument: '',
          groups: [...Map.groupBy(ids, ([, , word]) => word === 'SQLite').values()].map((group) => group.map(([, id]) => id)),
        }
      },
    }
    const { events, debate } = await playDebate({ protocol: 'roundtable', motion: { answer: 'open' }, lines: alike })
    const revised = debate.steps.find(({ round }) => round === 1)?.turns.map(({ endedSeq }) => endedSeq ?? 0) ?? []
    expect(verdictSoFar(replay(events.slice(0, Math.max(...revised))), null)?.votes.after.map(({ seats }) => seats)).toEqual([
      ['ada', 'bob'],
      ['cyd'],
    ])
  })
})
