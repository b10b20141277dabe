import type { Ask, Delta, Failure, Finish, Model, ModelInfo } from '@quorum/debate'
import { afterAll, afterEach } from 'vitest'
import type { Clock, Deployment, Quirks } from '../deployment.ts'
import { openPool } from '../http/pool.ts'
import type { Sighting, WirePorts } from '../http/ports.ts'
import { type Answering, loopback } from '../http/testing/loopback.ts'
import { Secret } from '../secret.ts'

export type Make = (deployment: Deployment, ports: WirePorts) => Model
type Changes = {
  readonly ask?: Partial<Ask>
  readonly info?: Partial<ModelInfo>
  readonly quirks?: Partial<Quirks>
  readonly timeouts?: Partial<Deployment['timeouts']>
  readonly clock?: Clock
  readonly sink?: (delta: Delta) => void
}

/** Time that runs ten times as fast, so that limits of seconds are tested in milliseconds. */
const fast = 10
export const fastClock: Clock = {
  now: () => performance.now() * fast,
  after(ms, run) {
    const timer = setTimeout(run, Math.max(0, ms) / fast)
    return () => clearTimeout(timer)
  },
}

export const key = 'sk-test-0123456789abcdef'

/** One question to one model behind a loopback vendor, with everything that was seen on the way. */
export function trials(make: Make) {
  const pool = openPool()
  const open: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const vendor of open.splice(0)) await vendor.close()
  })
  afterAll(() => pool.destroy())

  return async function trial(answering: Answering, changes: Changes = {}) {
    const vendor = await loopback(answering)
    open.push(vendor)
    const deltas: Delta[] = []
    const seen: Sighting[] = []
    const permits: number[] = []
    const aborter = new AbortController()
    const ports = { dispatcher: pool, clock: changes.clock ?? fastClock, count, seen: (sighting: Sighting) => seen.push(sighting) }
    const model = make(deploymentAt(vendor.url, changes), ports)
    const sink = changes.sink ?? ((delta: Delta) => deltas.push(delta))
    const started = performance.now()
    const ask = (): Promise<Finish | Failure> =>
      model.ask(
        {
          ...question,
          signal: aborter.signal,
          permit: async () => {
            permits.push(vendor.received.length)
            return { granted: true, attempt: 7 }
          },
          ...changes.ask,
        },
        sink,
      )
    return { vendor, deltas, seen, permits, aborter, ask, model, elapsed: () => performance.now() - started }
  }
}

/** Two characters a token: never too few. */
const count: WirePorts['count'] = (messages) =>
  messages.reduce((sum, { content }) => sum + content.reduce((length, { text }) => length + Math.ceil(text.length / 2), 0), 0)

const question: Omit<Ask, 'signal' | 'permit'> = {
  messages: [
    { role: 'system', content: [{ type: 'text', text: 'Be brief.', cache: true }] },
    { role: 'user', content: [{ type: 'text', text: 'Say hello.' }] },
  ],
  maxOutput: 200,
  stream: true,
  exact: false,
  deadline: null,
  about: {
    turnId: '0.0',
    seat: 'ada',
    act: 'opening',
    round: 0,
    seed: 1,
    question: 'Say hello.',
    options: [],
    answer: 'open',
    side: null,
    own: null,
    heard: [],
  },
  again: async () => undefined,
}

function deploymentAt(baseUrl: string, { info, quirks, timeouts }: Changes): Deployment {
  return {
    id: 'vendor#1',
    baseUrl,
    key: new Secret(key),
    model: 'model-1',
    info: {
      name: 'vendor/model-1',
      family: 'model',
      window: 8000,
      maxOutput: 4000,
      reasons: false,
      price: null,
      simulated: false,
      ...info,
    },
    quirks: {
      structured: 'json-schema',
      maxOutputField: 'max_completion_tokens',
      streamUsage: true,
      reasoningOutside: false,
      cancelBills: true,
      ...quirks,
    },
    timeouts: { connect: 10_000, firstToken: 4000, idle: 2000, ...timeouts },
  }
}
