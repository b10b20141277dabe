import { describe, expect, test } from 'vitest'
import {
  attempts,
  checkHistory,
  fails,
  never,
  opinion,
  panelOf,
  personAt,
  type Stage,
  type StageOptions,
  says,
  stageDebate,
} from './testing/index.ts'

const yes = { argument: 'It is.', answer: 'yes', confidence: 0.9 }
const after = (afterMs: number) => [says(yes, { afterMs })]

/** Runs a debate for so many milliseconds, drains it, and lets everything happen that then can. */
async function drained(set: StageOptions, ms: number): Promise<Stage> {
  const stage = stageDebate(set)
  stage.run()
  await stage.clock.advance(ms)
  stage.drain()
  await stage.idle()
  return stage
}
const goOn = async (stage: Stage) => {
  stage.run({ cause: 'take-over' })
  await stage.idle()
}
const requests = ({ sent }: Stage) => sent.map(({ turnId, attempt }) => `${turnId} ${attempt}`)

describe('A run that drains', () => {
  test('lets turns in flight end as usual, begins no step, and leaves them answered to the next owner', async () => {
    const stage = await drained({ protocol: 'roundtable', lines: { ada: after(100), bob: after(5000), cyd: after(9000) } }, 1000)
    expect(stage.ending).toEqual({ as: 'released' })
    expect(stage.debate.steps).toHaveLength(1)
    expect(stage.debate.steps[0]?.turns.map(({ outcome }) => outcome?.turn?.text)).toEqual(['It is.', 'It is.', 'It is.'])
    await goOn(stage)
    expect(requests(stage).filter((one) => one.startsWith('0.'))).toEqual(['0.0 1', '0.1 1', '0.2 1'])
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(checkHistory(stage)).toEqual([])
  })

  test('leaves turns that wait for their request planned, for the next owner to ask', async () => {
    const queued = (queuedMs: number) => [says(yes, { queuedMs })]
    const stage = await drained({ protocol: 'vote', lines: { ada: after(3000), bob: queued(2000), cyd: queued(60_000) } }, 1000)
    expect(stage.ending).toEqual({ as: 'released' })
    expect(requests(stage)).toEqual(['0.0 1'])
    expect(stage.debate.steps[0]?.turns.map(({ attempts, outcome }) => [attempts.length, outcome === null])).toEqual([
      [1, false],
      [0, true],
      [0, true],
    ])
    await goOn(stage)
    expect(requests(stage).slice(0, 3)).toEqual(['0.0 1', '0.1 1', '0.2 1'])
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(checkHistory(stage)).toEqual([])
  })

  test('sends no request whose start is still being written, and takes nothing for it', async () => {
    const fault = (nth: number) => (nth === 1 ? ({ afterMs: 1000 } as const) : null)
    const stage = await drained({ protocol: 'vote', limits: { budgetNano: 1e9 }, log: { fault } }, 500)
    expect(stage.ending).toEqual({ as: 'released' })
    expect(stage.sent).toEqual([])
    expect(stage.debate.spend).toMatchObject({ nano: 0, reserved: 0 })
    await goOn(stage)
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(checkHistory(stage)).toEqual([])
  })

  test('makes no second attempt, and holds that against nobody', async () => {
    const twice = attempts(fails('overloaded', { afterMs: 2000 }), says(yes, { queuedMs: 500 }))
    const stage = await drained({ protocol: 'vote', lines: { ada: [twice, says(yes)] } }, 1000)
    expect(stage.ending).toEqual({ as: 'released' })
    expect(stage.debate.steps[0]?.turns[0]).toMatchObject({ outcome: null, attempts: [{ closed: { as: 'failed', kind: 'overloaded' } }] })
    await goOn(stage)
    expect(requests(stage).filter((one) => one.startsWith('0.0'))).toEqual(['0.0 1', '0.0 2'])
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(checkHistory(stage)).toEqual([])
  })

  test('cuts what is still in flight when its time is over', async () => {
    const stage = stageDebate({ protocol: 'vote', lines: { cyd: [never(), says(yes)] } })
    stage.run()
    await stage.clock.advance(1000)
    stage.drain()
    await stage.clock.advance(20_000)
    expect(stage.ending).toBeNull()
    stage.release()
    await stage.clock.advance(10)
    expect(stage.ending).toEqual({ as: 'released' })
    expect(stage.events.at(-1)).toMatchObject({ type: 'turn-interrupted', turnId: '0.2', reason: 'crash', basis: 'worst' })
    await goOn(stage)
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(checkHistory(stage)).toEqual([])
  })

  test('lets who is in flight decide a step', async () => {
    const lines = { ada: after(100), bob: after(2000), cyd: [never()] }
    const stage = await drained({ protocol: 'vote', options: { early: true }, lines }, 1000)
    expect(stage.ending).toEqual({ as: 'released' })
    expect(stage.debate.steps[0]?.turns[2]?.outcome).toMatchObject({ absent: 'decided' })
    await goOn(stage)
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'complete', verdict: { answer: 'yes' } })
    expect(checkHistory(stage)).toEqual([])
  })

  test('waits for nobody: not for a person, not for the end of a pause, and not before it has begun', async () => {
    const waiting = await drained({ protocol: 'vote', panel: panelOf('ada', personAt('eve')) }, 1000)
    expect(waiting.ending).toEqual({ as: 'released' })
    expect(waiting.clock.pending()).toBe(0)

    const paused = stageDebate({ protocol: 'roundtable', lines: { ada: opinion('no') } })
    paused.send({ type: 'pause' })
    paused.run()
    await paused.idle()
    paused.drain()
    await paused.clock.advance(0)
    expect(paused.ending).toEqual({ as: 'released' })

    const unbegun = stageDebate({ protocol: 'vote' })
    unbegun.run()
    unbegun.drain()
    await unbegun.idle()
    expect(unbegun.ending).toEqual({ as: 'released' })
    expect(unbegun.sent).toEqual([])
  })

  test('leaves what people ask for meanwhile to the next owner', async () => {
    const stage = stageDebate({ protocol: 'roundtable', lines: { cyd: after(9000) } })
    stage.run()
    await stage.clock.advance(1000)
    stage.drain()
    stage.send({ type: 'stop' })
    await stage.idle()
    expect(stage.ending).toEqual({ as: 'released' })
    expect(stage.debate.steps[0]?.turns[2]?.outcome?.turn?.text).toBe('It is.')
    await goOn(stage)
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'stopped' })
    expect(checkHistory(stage)).toEqual([])
  })
})
