import { EventSchemas } from '@ag-ui/core/schemas'
import type { DebateEvent } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import { goldenLogs, spokenLive } from '../testing/golden-logs.ts'
import { type AgUiEvent, type AgUiRun, agUi } from './ag-ui.ts'
import { grammarOf, stateAfter } from './testing/ag-ui-grammar.ts'

function streamOf(events: readonly DebateEvent[], run?: AgUiRun): AgUiEvent[] {
  const { hear } = agUi(run)
  return events.flatMap(hear)
}
const log = (name: string) => goldenLogs.get(name) ?? []
const named = (events: readonly AgUiEvent[], name: string) => events.filter((event) => event.name === name)

describe.each([...goldenLogs])('a debate as AG-UI: %s', (_, recorded) => {
  const streams = { recorded: streamOf(recorded), live: streamOf(spokenLive(recorded)) }

  it.each(Object.entries(streams))('is of events that the protocol has (%s)', (_name, events) => {
    for (const event of events) expect(EventSchemas.safeParse(event).error, JSON.stringify(event)).toBeUndefined()
  })

  it.each(Object.entries(streams))('opens and closes what it says that it does (%s)', (_name, events) => {
    expect(grammarOf(events)).toEqual([])
  })

  it('leads clients to the verdict, and to what every debater holds', () => {
    const state = stateAfter(streams.live)
    const end = recorded.at(-1)
    if (end?.type !== 'debate-ended') throw new Error('the log does not end')
    expect(state).toMatchObject({ status: end.status, verdict: end.verdict })
    const held = recorded.flatMap((event) => (event.type === 'turn-ended' && event.position ? [event.position] : []))
    expect(held).toEqual(expect.arrayContaining(Object.values(state.positions as object)))
    expect(Object.keys(state.positions as object).length).toBeGreaterThan(0)
  })
})

describe('a run', () => {
  it('is the one that the client named, and says early which debate it is', () => {
    const [first, second] = streamOf(log('vote-1'), { threadId: 't', runId: 'r' })
    expect(first).toMatchObject({ type: 'RUN_STARTED', threadId: 't', runId: 'r' })
    expect(second).toMatchObject({ name: 'quorum.debate', value: { debateId: 'debate' } })
  })

  it('gives a message to every turn, with its seat as name, and the answer as the last one', () => {
    const messages = streamOf(log('vote-1')).filter(({ type }) => type === 'TEXT_MESSAGE_START')
    expect(messages.map(({ name }) => name)).toContain('bob')
    expect(messages.at(-1)).toMatchObject({ name: 'verdict' })
  })

  it('says who votes how, and who fails at what', () => {
    const events = streamOf(log('council-1'))
    expect(named(events, 'quorum.ranking').length).toBeGreaterThan(0)
    expect(named(events, 'quorum.turn-failed').map(({ value }) => value)).toContainEqual(
      expect.objectContaining({ seat: 'max', kind: 'auth' }),
    )
    expect(named(events, 'quorum.budget-warned').length).toBe(1)
  })

  it('ends with the verdict as its result, and in an error where there is none', () => {
    const events = log('vote-1')
    const end = events.at(-1)
    expect(streamOf(events).at(-1)).toMatchObject({
      type: 'RUN_FINISHED',
      result: { debateId: 'debate', verdict: { answer: expect.any(String) } },
    })
    const failed = [...events.slice(0, -1), { ...end, status: 'failed', stopReason: 'nobody spoke', verdict: null }] as DebateEvent[]
    const last = streamOf(failed)
    expect(last.at(-1)).toMatchObject({ type: 'RUN_ERROR', code: 'failed', message: expect.stringContaining('nobody spoke') })
    expect(grammarOf(last)).toEqual([])
  })

  it('keeps a name with a slash in one place of the state', () => {
    const renamed = JSON.parse(JSON.stringify(log('vote-1')).replaceAll('"bob"', '"b/o~b"'))
    expect(Object.keys(stateAfter(streamOf(renamed)).positions as object)).toContain('b/o~b')
  })
})
