import { describe, expect, test } from 'vitest'
import type { Append } from './log.ts'
import { checkHistory, type Stage, type StageOptions, stageDebate } from './testing/index.ts'

const starts = ({ entries }: Append) => entries.some(({ type }) => type === 'turn-started')

/** A debate whose process sleeps in the commit that starts its first turns; then its lease is not fresh until it is renewed. */
function asleepInCommit(set: StageOptions, sleepMs: number, doubted: (stage: Stage) => void = () => undefined): Stage {
  let fresh = true
  let slept = false
  const stage = stageDebate({
    ...set,
    log: {
      fault(_, append) {
        if (slept || !starts(append)) return null
        slept = true
        fresh = false
        stage.clock.after(sleepMs + 1500, () => {
          fresh = true
        })
        return { afterMs: sleepMs }
      },
    },
    ports: {
      fresh() {
        if (!fresh) doubted(stage)
        return fresh
      },
    },
  })
  return stage
}

describe('A process that slept while the start of its requests was written', () => {
  test('sends none of them, takes nothing for them, and asks again once its lease is renewed', async () => {
    const stage = asleepInCommit({ protocol: 'vote', limits: { budgetNano: 1e9 } }, 40_000)
    stage.run()
    await stage.clock.advance(40_100)
    expect(stage.sent).toEqual([])
    expect(stage.debate.spend).toMatchObject({ nano: 0, reserved: 0 })
    expect(stage.events.filter(({ type }) => type === 'turn-failed')).toMatchObject(
      ['0.0', '0.1', '0.2'].map((turnId) => ({ turnId, attempt: 1, kind: 'aborted', final: false, nano: 0, basis: 'zero' })),
    )
    await stage.idle()
    expect(stage.sent.slice(0, 3)).toMatchObject(['0.0', '0.1', '0.2'].map((turnId) => ({ turnId, attempt: 2 })))
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(checkHistory(stage)).toEqual([])
  })

  test('sends none of them and ends as fenced where another owner has come', async () => {
    const stage = asleepInCommit({ protocol: 'vote' }, 40_000, ({ log }) => log.takeOver())
    stage.run()
    await stage.idle()
    expect(stage.ending).toEqual({ as: 'fenced' })
    expect(stage.sent).toEqual([])
  })

  test('waits for its lease no longer than it is wanted', async () => {
    const stage = asleepInCommit({ protocol: 'vote' }, 40_000)
    stage.run()
    await stage.clock.advance(40_100)
    stage.release()
    await stage.clock.advance(1000)
    expect(stage.ending).toEqual({ as: 'released' })
    expect(stage.sent).toEqual([])
    stage.run({ cause: 'take-over' })
    await stage.idle()
    expect(stage.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(checkHistory(stage)).toEqual([])
  })
})
