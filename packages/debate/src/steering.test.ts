import { describe, expect, test } from 'vitest'
import type { Command } from './log.ts'
import type { Ask } from './model.ts'
import { type Protocol, step } from './protocol.ts'
import { vote } from './protocols/vote/vote.ts'
import {
  attempts,
  checkHistory,
  fails,
  never,
  opinion,
  panelOf,
  personAt,
  playDebate,
  type Stage,
  type StageOptions,
  says,
  stageDebate,
} from './testing/index.ts'
import { viewOf } from './view.ts'

type Wish = Parameters<Stage['send']>[0]
const roundtable: StageOptions = { protocol: 'roundtable', lines: { bob: opinion('no') } }
const after = (answer: string, afterMs: number) => (request: Ask) => says(opinion(answer)(request), { afterMs })
const prompts = (stage: Stage, seat: string, round: number): string =>
  (stage.models.get(seat)?.asked ?? [])
    .filter(({ about }) => about.round === round)
    .flatMap(({ messages }) => messages.flatMap(({ content }) => content.map(({ text }) => text)))
    .join('\n')

/** Sends a command at every event of a debate in turn, and gives each stage when nothing moves any more. */
async function* sentAtEvery(set: StageOptions, ...wishes: readonly Wish[]): AsyncGenerator<{ readonly stage: Stage; readonly at: string }> {
  const { length } = (await playDebate(set)).published
  for (let nth = 0; nth < length; nth++) {
    let seen = 0
    const stage = stageDebate({
      ...set,
      seen: (_, stage) => {
        if (seen++ === nth) for (const wish of wishes) stage.send(wish)
      },
    })
    stage.run()
    await stage.idle()
    yield { stage, at: `${wishes.map(({ type }) => type)} at ${nth}: ${stage.published[nth]?.event.type}` }
  }
}

describe('A debate that is paused', () => {
  test('at any moment starts nothing more, and ends the same when it is let go on', async () => {
    const whole = await playDebate(roundtable)
    for await (const { stage, at } of sentAtEvery(roundtable, { type: 'pause' })) {
      if (!stage.debate.ended) {
        expect(stage.debate.paused?.reason, at).toBe('person')
        stage.send({ type: 'resume' })
        await stage.idle()
      }
      expect(stage.ending, at).toEqual(whole.ending)
      expect(checkHistory(stage), at).toEqual([])
    }
  })

  test('lets turns in flight end, and gives those that wait their whole time afterwards', async () => {
    const lines = {
      ada: after('yes', 500),
      bob: [says({ argument: 'Queued.', answer: 'no', confidence: 0.9 }, { queuedMs: 800, afterMs: 900 })],
    }
    const stage = stageDebate({ protocol: 'vote', lines, limits: { turnMs: 2000 } })
    stage.run()
    await stage.clock.advance(100)
    stage.send({ type: 'pause' })
    await stage.idle()
    expect(stage.debate.steps[0]?.turns.map(({ outcome }) => outcome?.turn?.seat)).toEqual(['ada', undefined, 'cyd'])
    expect(stage.sent.map(({ turnId }) => turnId)).toEqual(['0.0', '0.2'])
    await stage.clock.advance(60_000)
    stage.send({ type: 'resume' })
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'complete' })
    expect(stage.sent.length).toBe(3)
  })

  test('holds back a retry, and makes it when it goes on', async () => {
    const lines = { ada: (request: Ask) => attempts(fails('overloaded', { afterMs: 300 }), opinion('yes')(request)) }
    const stage = stageDebate({ protocol: 'vote', lines })
    stage.run()
    await stage.clock.advance(100)
    stage.send({ type: 'pause' })
    await stage.idle()
    expect(stage.sent.filter(({ turnId }) => turnId === '0.0').length).toBe(1)
    stage.send({ type: 'resume' })
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'complete' })
    expect(checkHistory(stage)).toEqual([])
  })

  test('has its deadline moved by as much', async () => {
    const stage = stageDebate({ protocol: 'vote', lines: { ada: [never()] }, limits: { deadlineMs: 5000 } })
    stage.run()
    await stage.clock.advance(1000)
    stage.send({ type: 'pause' })
    await stage.clock.advance(60_000)
    expect(stage.ending).toBe(null)
    stage.send({ type: 'resume' })
    await stage.idle()
    const [first, last] = [stage.events[0], stage.events.at(-1)].map((event) => Date.parse(event?.at ?? ''))
    expect(stage.ending).toMatchObject({ status: 'deadline' })
    expect((last ?? 0) - (first ?? 0)).toBe(65_000)
  })

  test('in its last round can be given another one', async () => {
    const lines = { ada: after('yes', 100), bob: opinion('no') }
    const stage = stageDebate({ protocol: 'roundtable', options: { rounds: 1 }, lines })
    stage.run()
    await stage.clock.advance(10)
    stage.send({ type: 'pause' })
    await stage.idle()
    stage.send({ type: 'extend', rounds: 1 })
    stage.send({ type: 'resume' })
    await stage.idle()
    expect(stage.debate.steps.length).toBe(2)
    expect(stage.ending).toMatchObject({ status: 'complete' })
  })

  test('can be stopped, and ends with the verdict so far', async () => {
    const stage = stageDebate(roundtable)
    stage.run()
    stage.send({ type: 'pause' })
    await stage.idle()
    stage.send({ type: 'stop' })
    await stage.idle()
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'stopped' })
    expect(checkHistory(stage)).toEqual([])
  })
})

describe('A debate that is stopped', () => {
  test('at any moment ends at once, with a verdict if enough was said', async () => {
    for await (const { stage, at } of sentAtEvery(roundtable, { type: 'stop' })) {
      const said = stage.debate.steps[0]?.turns.filter(({ outcome }) => outcome?.turn).length ?? 0
      if (stage.debate.stopAsked)
        expect(stage.ending, at).toMatchObject({ status: 'stopped', verdict: said >= 2 ? { answer: expect.any(String) } : null })
      else expect(stage.ending, at).toMatchObject({ status: 'complete' })
      expect(checkHistory(stage), at).toEqual([])
    }
  })

  test('records what it cut off as stopped, at what it may have cost', async () => {
    const stage = stageDebate({ protocol: 'vote', lines: { ada: [never()], bob: [never({ queuedMs: 9000 })] } })
    stage.run()
    await stage.clock.advance(100)
    stage.send({ type: 'stop' })
    await stage.idle()
    expect(stage.events.filter(({ type }) => type === 'turn-interrupted')).toMatchObject([
      { turnId: '0.0', reason: 'stopped', basis: 'worst' },
      { turnId: '0.1', reason: 'stopped', nano: 0, basis: 'zero' },
    ])
    expect(stage.debate.spend.reserved).toBe(0)
  })

  test('before it began, or while nobody ran it, asks nobody', async () => {
    const stage = stageDebate(roundtable)
    stage.send({ type: 'stop' })
    stage.run()
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'stopped', verdict: null })
    expect(stage.sent).toEqual([])
  })

  test('although it had crashed too often ends all the same', async () => {
    const stage = stageDebate({ protocol: 'vote', lines: { ada: [never()] } })
    stage.run()
    for (let crash = 0; crash < 3; crash++) {
      await stage.clock.advance(10)
      stage.crash()
      if (crash < 2) stage.run({ cause: 'crash' })
    }
    stage.send({ type: 'stop' })
    stage.run({ cause: 'crash' })
    await stage.idle()
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'stopped', verdict: { answer: 'yes' } })
  })

  test('by concluding it while it runs says so', async () => {
    const stage = stageDebate({ protocol: 'vote', lines: { ada: [never()] } })
    stage.run()
    await stage.clock.advance(10)
    stage.send({ type: 'resume', conclude: true })
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'stopped', stopReason: 'concluded', verdict: { answer: 'yes' } })
  })
})

describe('Limits that are raised', () => {
  test('by rounds let it go on, from whenever they are', async () => {
    const unsettled = ({ about }: Ask) => {
      const answer = (about.round + (about.seat === 'ada' ? 1 : 0)) % 2 === 0 ? 'yes' : 'no'
      return { argument: 'Hm.', answer, confidence: 0.5, changed: about.round > 0, changeReason: 'I erred.', becauseOf: [] }
    }
    const set: StageOptions = { protocol: 'roundtable', limits: { rounds: 2 }, lines: { ada: unsettled, bob: unsettled, cyd: unsettled } }
    expect((await playDebate(set)).debate.steps.length).toBe(2)
    const lengths = new Set<number>()
    for await (const { stage, at } of sentAtEvery(set, { type: 'extend', rounds: 2 })) {
      lengths.add(stage.debate.steps.length)
      expect(stage.ending, at).toMatchObject({ as: 'ended', status: 'complete' })
      expect(checkHistory(stage), at).toEqual([])
    }
    expect(lengths).toEqual(new Set([2, 4]))
  })

  test('in time move the deadline', async () => {
    const stage = stageDebate({ protocol: 'vote', lines: { ada: after('yes', 8000) }, limits: { deadlineMs: 5000 } })
    stage.run()
    await stage.clock.advance(4000)
    stage.send({ type: 'extend', deadlineMs: 5000 })
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'complete' })
  })

  test('in money let a debate go on that paused for want of it', async () => {
    const dear = (request: Ask) => says(opinion('yes')(request), { basis: 'worst' })
    const lines = { ada: dear, bob: dear, cyd: dear }
    const stage = stageDebate({ protocol: 'council', lines, limits: { budgetNano: 32_000_000, onBudget: 'pause' } })
    stage.run()
    await stage.idle()
    expect(stage.debate.paused?.reason).toBe('budget')
    expect(stage.debate.steps.length).toBe(1)
    stage.send({ type: 'resume' })
    await stage.idle()
    expect(stage.debate.paused?.reason).toBe('budget')
    stage.send({ type: 'extend', budgetUsd: 1 })
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'complete' })
    expect(checkHistory(stage)).toEqual([])
  })

  test('by what is no amount change nothing and can be read again', async () => {
    const stage = stageDebate({ ...roundtable, limits: { budgetNano: 10_000_000_000 } })
    stage.send({ type: 'extend', budgetUsd: Number.NaN, rounds: -3, deadlineMs: Number.POSITIVE_INFINITY })
    stage.run()
    await stage.idle()
    expect(stage.debate.limits).toMatchObject({ budgetNano: 10_000_000_000, rounds: null })
    expect(stage.ending).toMatchObject({ status: 'complete' })
  })

  test('by more than there is can be read again, however often', async () => {
    const stage = stageDebate({ ...roundtable, limits: { budgetNano: 10_000_000_000, rounds: 2, warnNano: 1 } })
    for (let time = 0; time < 20; time++) stage.send({ type: 'extend', budgetUsd: 1e9, rounds: 1e17, deadlineMs: 1e17 })
    stage.send({ type: 'finish' })
    stage.run()
    await stage.idle()
    expect(stage.debate.limits.budgetNano).toBe(Number.MAX_SAFE_INTEGER)
    expect(stage.ending).toMatchObject({ status: 'complete' })
  })
})

test('A spend at which people want to be asked pauses once, and goes on when a person says so', async () => {
  const dear = (request: Ask) => says(opinion('yes')(request), { basis: 'worst' })
  const stage = stageDebate({ protocol: 'council', lines: { ada: dear, bob: dear, cyd: dear }, limits: { confirmNano: 1 } })
  stage.run()
  await stage.idle()
  expect(stage.debate.paused?.reason).toBe('confirm')
  expect(stage.debate.steps.length).toBe(1)
  stage.send({ type: 'resume' })
  await stage.idle()
  expect(stage.ending).toMatchObject({ status: 'complete' })
  expect(stage.events.filter(({ type }) => type === 'debate-paused')).toHaveLength(1)
  expect(checkHistory(stage)).toEqual([])
})

describe('Directions', () => {
  test('to finish decide nothing where too few have spoken', async () => {
    const stage = stageDebate({ protocol: 'roundtable', lines: { bob: [fails('server')], cyd: [fails('server')] } })
    stage.send({ type: 'finish' })
    stage.run()
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'no-quorum', verdict: null })
  })

  test('to finish end a round table after the round in which they came', async () => {
    const set: StageOptions = { ...roundtable, options: { rounds: 4 } }
    for await (const { stage, at } of sentAtEvery(set, { type: 'finish' })) {
      expect(stage.ending, at).toMatchObject({ as: 'ended', status: 'complete', verdict: { answer: 'yes' } })
      expect(checkHistory(stage), at).toEqual([])
    }
  })

  test('to go on let the unanimous speak once more', async () => {
    const set: StageOptions = { protocol: 'roundtable' }
    expect((await playDebate(set)).debate.steps.length).toBe(1)
    const stage = stageDebate({ ...set, lines: { ada: after('yes', 100) } })
    stage.run()
    await stage.clock.advance(10)
    stage.send({ type: 'go-on' })
    await stage.idle()
    expect(stage.debate.steps.length).toBe(2)
  })
})

describe('What people say', () => {
  test('is heard by everybody from the next step on, and never before', async () => {
    const lines = { ada: after('yes', 100), bob: opinion('no', { persuadable: true }), dan: opinion('no') }
    const stage = stageDebate({ ...roundtable, panel: panelOf('ada', 'bob', 'cyd', 'dan'), options: { rounds: 3 }, lines })
    stage.run()
    await stage.clock.advance(10)
    stage.send({ type: 'interject', text: 'Mind the cost of zebras.' })
    await stage.idle()
    expect(stage.debate.steps.map(({ heard }) => heard.length)).toEqual([0, 1, 0])
    for (const seat of ['ada', 'bob', 'cyd']) {
      expect(prompts(stage, seat, 0)).not.toContain('zebras')
      expect(prompts(stage, seat, 1)).toContain('Mind the cost of zebras.')
    }
  })

  test('to one seat is heard by that seat alone', async () => {
    const stage = stageDebate({ ...roundtable, lines: { ada: after('yes', 100), bob: opinion('no') } })
    stage.run()
    await stage.clock.advance(10)
    stage.send({ type: 'interject', text: 'Mind the cost of zebras.', to: 'bob' })
    await stage.idle()
    expect(['ada', 'bob', 'cyd'].filter((seat) => prompts(stage, seat, 1).includes('zebras'))).toEqual(['bob'])
  })

  test('by votes is kept, shown to no model and counted into nothing', async () => {
    const whole = await playDebate(roundtable)
    for await (const { stage, at } of sentAtEvery(roundtable, { type: 'vote', answer: 'no, zebras', by: 'a visitor' })) {
      expect(stage.ending, at).toEqual(whole.ending)
      expect(prompts(stage, 'ada', 1), at).not.toContain('zebras')
    }
  })
})

describe('A person in a seat', () => {
  const panel = panelOf('ada', 'bob', personAt('eve'))
  const speak = (turnId: string, answer: string): Wish => ({ type: 'speak', turnId, argument: `I say ${answer}`, answer, confidence: null })

  test('is waited for, and the debate goes on with what it says', async () => {
    const stage = stageDebate({ protocol: 'roundtable', panel, lines: { ada: opinion('no') }, limits: { deadlineMs: 60_000 } })
    stage.run()
    await stage.idle()
    expect(stage.debate.paused?.reason).toBe('awaiting-person')
    await stage.clock.advance(3_600_000)
    stage.send(speak('0.2', 'Yes.'))
    await stage.idle()
    expect(prompts(stage, 'ada', 1)).toContain('I say Yes.')
    stage.send(speak('1.2', 'No!'))
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'complete', verdict: { answer: 'no', changes: [{ seat: 'eve', from: 'yes', to: 'no' }] } })
    expect(checkHistory(stage)).toEqual([])
  })

  test('may speak before the models have, while nobody runs the debate, and while it is paused', async () => {
    const early = stageDebate({ protocol: 'vote', panel, lines: { ada: after('yes', 100) } })
    early.run()
    await early.clock.advance(10)
    early.send(speak('0.2', 'no'))
    await early.idle()
    expect(early.ending).toMatchObject({ status: 'complete', verdict: { dissent: [{ seat: 'eve' }] } })
    expect(early.events.map(({ type }) => type)).not.toContain('debate-paused')

    const ownerless = stageDebate({ protocol: 'vote', panel })
    ownerless.run()
    await ownerless.idle()
    ownerless.crash()
    ownerless.send(speak('0.2', 'no'))
    ownerless.run({ cause: 'take-over' })
    await ownerless.idle()
    expect(ownerless.ending).toMatchObject({ status: 'complete', verdict: { dissent: [{ seat: 'eve' }] } })

    const paused = stageDebate({ protocol: 'vote', panel })
    paused.run()
    await paused.idle()
    paused.send({ type: 'pause' })
    paused.send(speak('0.2', 'no'))
    await paused.idle()
    expect(paused.debate.paused?.reason).toBe('person')
    paused.send({ type: 'resume' })
    await paused.idle()
    expect(paused.ending).toMatchObject({ status: 'complete', verdict: { dissent: [{ seat: 'eve' }] } })
  })

  test('speaks once, in its own turn: anything else is answered and changes nothing', async () => {
    const stage = stageDebate({ protocol: 'roundtable', panel, lines: { ada: opinion('no') } })
    stage.run()
    await stage.idle()
    for (const turnId of ['0.0', '7.1', 'nonsense', '']) stage.send(speak(turnId, 'no'))
    await stage.idle()
    expect(stage.debate.paused?.reason).toBe('awaiting-person')
    stage.send(speak('0.2', 'yes'))
    stage.send(speak('0.2', 'no'))
    await stage.idle()
    expect(stage.debate.steps[0]?.turns[2]?.outcome?.turn).toMatchObject({ position: { answer: 'yes' } })
    expect(stage.log.applied.size).toBe(6)
    expect(checkHistory(stage)).toEqual([])
  })

  test('whose answer cannot be read has no vote, and is missing for that', async () => {
    const stage = stageDebate({ protocol: 'vote', panel })
    stage.run()
    await stage.idle()
    stage.send(speak('0.2', 'Who knows?'))
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'degraded', verdict: { agreement: 2 / 3, missing: [{ seat: 'eve', reason: 'invalid' }] } })
  })

  test('is not held to a confidence that is none', async () => {
    for (const confidence of [2, -1, Number.NaN]) {
      const stage = stageDebate({ protocol: 'vote', panel })
      stage.run()
      await stage.idle()
      stage.send({ ...speak('0.2', 'yes'), confidence } as Wish)
      await stage.idle()
      expect(stage.debate.steps[0]?.turns[2]?.outcome?.turn).toMatchObject({ position: { answer: 'yes', confidence: null } })
    }
  })

  test('is late when the debate is asked to finish, and the others decide', async () => {
    const stage = stageDebate({ protocol: 'vote', panel })
    stage.run()
    await stage.idle()
    stage.send({ type: 'finish' })
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'degraded', verdict: { missing: [{ seat: 'eve', reason: 'late' }] } })
    expect(checkHistory(stage)).toEqual([])
  })

  test('is not asked for what only models do, and is not missing for that', async () => {
    const ranked: Protocol = {
      ...vote,
      name: 'ranked',
      *script({ debaters }) {
        const names = debaters.map(({ name }) => name)
        const { outcomes } = yield* step(
          names.map((seat) => ({ seat, act: 'opening', hears: [] })),
          { round: 0 },
        )
        const hears = outcomes.flatMap(({ turn }) => turn?.id ?? [])
        yield* step(
          names.map((seat) => ({ seat, act: 'ranking', hears })),
          { round: 1 },
        )
        const after = [{ answer: 'yes', seats: names }]
        return { answer: 'yes', before: after, after, stopReason: 'ranked' }
      },
    }
    const stage = stageDebate({ protocol: ranked, panel: panelOf('ada', personAt('eve'), personAt('fay')) })
    stage.run()
    await stage.idle()
    stage.send(speak('0.1', 'yes'))
    stage.send(speak('0.2', 'yes'))
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'complete', verdict: { agreement: 1, missing: [] } })
    expect(stage.debate.steps[1]?.turns.map(({ outcome }) => outcome?.absent)).toEqual([undefined, 'person', 'person'])
    expect(viewOf(stage.debate, { owned: true, now: 0 }).seats.map(({ status }) => status)).not.toContain('missing')
  })
})

describe('A command', () => {
  test('is applied once also where the inbox hands it over twice', async () => {
    const interjection = { id: 'one', at: '2026-01-01T00:00:00.000Z', type: 'interject', text: 'Twice.' } as const
    const commands = (apply: (command: Command) => void) => {
      apply(interjection)
      apply(interjection)
      return () => undefined
    }
    const { events } = await playDebate({ ...roundtable, ports: { commands } })
    expect(events.filter(({ type }) => type === 'human-spoke').length).toBe(1)
  })

  test('is applied once, however often it is handed over, in the append that records its effect', async () => {
    const stage = stageDebate({ ...roundtable, lines: { ada: after('yes', 100), bob: opinion('no') } })
    stage.send({ type: 'interject', text: 'Early.', id: 'one' })
    stage.send({ type: 'interject', text: 'Early.', id: 'one' })
    stage.run()
    await stage.idle()
    expect(stage.events.filter(({ type }) => type === 'human-spoke').length).toBe(1)
    const append = stage.log.tried.find(({ entries }) => entries.some(({ type }) => type === 'human-spoke'))
    expect(append?.applied).toEqual(['one'])
  })

  test('without an effect is answered in an append of its own, and the debate goes on', async () => {
    const stage = stageDebate({ protocol: 'vote', lines: { ada: after('yes', 100) } })
    stage.run()
    await stage.clock.advance(10)
    stage.send({ type: 'resume', id: 'idle talk' })
    await stage.clock.advance(10)
    const append = stage.log.tried.at(-1)
    expect(append).toMatchObject({ entries: [], applied: ['idle talk'], head: stage.texts.length })
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'complete' })
  })

  test('of a later release is left in the inbox, and the debate goes on', async () => {
    const stage = stageDebate({ protocol: 'vote' })
    stage.send({ type: 'dance' } as unknown as Wish)
    stage.run()
    await stage.idle()
    expect(stage.ending).toMatchObject({ status: 'complete' })
    expect(stage.log.applied.size).toBe(0)
  })

  test('that comes with the end is left to whoever answers for ended debates', async () => {
    const stage = stageDebate({ protocol: 'vote', log: { fault: () => ({ afterMs: 50 }) } })
    stage.run()
    while (!stage.log.tried.some(({ ends }) => ends)) await stage.clock.advance(1)
    stage.send({ type: 'stop' })
    await stage.idle()
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(stage.log.applied.size).toBe(0)
  })
})
