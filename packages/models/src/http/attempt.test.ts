import type { Ask } from '@quorum/debate'
import type { Dispatcher } from 'undici'
import { describe, expect, it } from 'vitest'
import { type Deployment, systemClock } from '../deployment.ts'
import { Answer } from './answer.ts'
import { Attempt, type End } from './attempt.ts'

function waiting(ask: Partial<Ask>) {
  const ends: End[] = []
  const attempt = new Attempt(
    {
      ask: { signal: new AbortController().signal, deadline: null, ...ask } as Ask,
      deployment: { timeouts: { connect: 50, firstToken: 50, idle: 50 } } as Deployment,
      ports: { clock: systemClock, dispatcher: {} as Dispatcher, count: () => 0 },
      maxOutput: 10,
      answer: new Answer(1, () => undefined),
      reader: { event: () => undefined, whole: () => undefined },
    },
    (end) => ends.push(end),
  )
  return { ends, attempt }
}

function started(ask: Partial<Ask>) {
  const { ends, attempt } = waiting(ask)
  const aborts: Error[] = []
  attempt.onRequestStart({ abort: (error: Error) => aborts.push(error) } as unknown as Dispatcher.DispatchController)
  return { aborts, ends, attempt }
}

describe('the last moment before the first byte', () => {
  it('still stops a request that was given up while its permit was on the way', () => {
    const { aborts, ends } = started({ signal: AbortSignal.abort() })
    expect(aborts).toHaveLength(1)
    expect(ends).toMatchObject([{ fault: { kind: 'aborted' }, sent: false }])
  })

  it('still stops a request whose deadline has passed', () => {
    const { aborts, ends } = started({ deadline: 1 })
    expect(aborts).toHaveLength(1)
    expect(ends).toMatchObject([{ fault: { kind: 'deadline' }, sent: false }])
  })

  it('stops a request that ended while it was waiting for its connection', async () => {
    const aborter = new AbortController()
    const { attempt, ends } = started({ signal: aborter.signal })
    aborter.abort()
    const late: Error[] = []
    attempt.onRequestStart({ abort: (error: Error) => late.push(error) } as unknown as Dispatcher.DispatchController)
    expect(late).toHaveLength(1)
    expect(ends).toHaveLength(1)
  })
})

describe('the wait for a connection', () => {
  it('ends at its own limit, and costs nothing', async () => {
    const { ends, attempt } = waiting({})
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(ends).toMatchObject([{ fault: { kind: 'timeout-connect' }, sent: false }])
    attempt.onResponseError(null, new Error('too late'))
    expect(ends).toHaveLength(1)
  })

  it('ends at once when the request is given up', () => {
    const aborter = new AbortController()
    const { ends } = waiting({ signal: aborter.signal })
    aborter.abort()
    expect(ends).toMatchObject([{ fault: { kind: 'aborted' }, sent: false }])
  })
})
