/** The moments between two batches, which are too short to be met by chance: here everything that is told comes when the test says so. */
import { type DebateEvent, type LiveEvent, readEvent } from '@quorum/debate'
import type { Told } from '@quorum/quorum'
import type { CatalogueRow } from '@quorum/store'
import { expect, it } from 'vitest'
import { Channel, type Readable } from './channel.ts'
import type { Pace } from './pace.ts'
import { keeper, seqs } from './testing/keeper.ts'

const at = '2026-11-23T00:00:00.000Z'
const recorded = (seq: number, more: object = { type: 'stop-asked' }): Told => {
  const text = JSON.stringify({ v: 1, seq, at, debateId: 'd', ...more })
  const event = readEvent(text)
  return { seq, type: event.type, text, event }
}
const said = (offset: number, text: string, turnId = '0.0'): Told => {
  const event: LiveEvent = { at, debateId: 'd', type: 'turn-delta', turnId, attempt: 1, epoch: 1, kind: 'text', offset, text }
  return { seq: null, type: event.type, text: JSON.stringify({ v: 1, ...event }), event: event satisfies DebateEvent }
}
const failed = { type: 'turn-failed', turnId: '0.0', attempt: 1, kind: 'x', final: false, reason: 'x', text: '', nano: 0, basis: 'zero' }

/** Everything that is due but timers. */
const settled = async (): Promise<void> => {
  for (let tick = 0; tick < 50; tick++) await Promise.resolve()
}
const flushed = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

/** A channel of a debate with one event, on which everything else happens when the test says so. */
function stage() {
  const log = [recorded(1)]
  const queue: Told[] = []
  let wake = (): void => undefined
  const quorum: Readable = {
    row: async () => row,
    async *watch(_, { signal } = {}) {
      signal?.addEventListener('abort', () => wake())
      while (!signal?.aborted) {
        yield* queue.splice(0)
        await new Promise<void>((resolve) => {
          wake = resolve
          if (queue.length > 0 || signal?.aborted) resolve()
        })
      }
    },
    read: async (_, after, limit) =>
      log
        .filter(({ seq }) => seq !== null && seq > after)
        .slice(0, limit)
        .map(({ seq, type, text }) => ({ id: `e${seq}`, seq: seq ?? 0, type, text })),
  }
  let due: (() => void)[] = []
  const pace: Pace = { next: (call) => void due.push(call) }
  const row: CatalogueRow = {
    ...{ id: 'd', tenant: 't', title: '', tags: [], status: 'running', protocol: 'vote', runner: 'server', simulated: true },
    ...{ spendNano: 0, unpriced: false, head: 1, createdAt: at, endedAt: null, owned: true },
  }
  const errors: unknown[] = []
  const channel = new Channel(row, { quorum, pace, over: () => undefined, report: (error) => errors.push(error) })
  return {
    channel,
    errors,
    /** Is told now; goes out when this tick is over. */
    async tell(...tolds: readonly Told[]) {
      for (const told of tolds) if (told.seq !== null) log.push(told)
      queue.push(...tolds)
      wake()
      await settled()
    },
    beat() {
      const calls = new Set(due)
      due = []
      for (const call of calls) call()
    },
    async join(after: number) {
      const reader = keeper()
      void channel.join(reader, after)
      await settled()
      return reader
    },
  }
}

it('lets nobody in before a batch that holds what they have read from the log', async () => {
  const { tell, join } = stage()
  await join(0)
  await tell(recorded(2))
  const reader = await join(0)
  await flushed()
  await tell(recorded(3))
  await flushed()
  expect(seqs(reader)).toEqual([1, 2, 3])
})

it('lets nobody in after a batch that holds more than they have read', async () => {
  const { tell, join } = stage()
  await join(0)
  await tell(recorded(2))
  const reader = await join(0)
  await tell(recorded(3))
  await flushed()
  await tell(recorded(4))
  await flushed()
  expect(seqs(reader)).toEqual([1, 2, 3, 4])
})

it('keeps who has read further than it was told until it is there, too', async () => {
  const { tell, join } = stage()
  const reader = await join(3)
  await tell(recorded(2), said(0, 'So'))
  await flushed()
  expect(reader.frames).toEqual([])
  await tell(recorded(3), recorded(4))
  await flushed()
  await tell(recorded(5))
  await flushed()
  expect(seqs(reader)).toEqual([4, 5])
})

it('joins words that follow on each other, and says the last of a turn before what records it', async () => {
  const { tell, join, beat } = stage()
  const reader = await join(1)
  await tell(said(0, 'So '), said(3, 'be '), said(0, 'Well', '0.1'), said(6, 'it'))
  await flushed()
  expect(reader.frames).toEqual([])
  beat()
  expect(reader.frames.map(({ text }) => JSON.parse(text).text)).toEqual(['So be it', 'Well'])
  await tell(said(8, '.'), said(4, ', no', '0.1'), recorded(2, failed))
  await flushed()
  expect(reader.frames.slice(2).map(({ type }) => type)).toEqual(['turn-delta', 'turn-failed'])
  expect(JSON.parse(reader.frames[2]?.text ?? '')).toMatchObject({ turnId: '0.0', offset: 8, text: '.' })
  beat()
  expect(JSON.parse(reader.frames[4]?.text ?? '')).toMatchObject({ turnId: '0.1', offset: 4, text: ', no' })
})

it('gives who comes in the words that went out, and then those that were waiting', async () => {
  const { tell, join, beat } = stage()
  await join(1)
  await tell(said(0, 'So '))
  beat()
  await tell(said(3, 'be '))
  const reader = await join(1)
  await tell(said(6, 'it'))
  beat()
  expect(reader.frames.map(({ type, text }) => [type, JSON.parse(text).offset, JSON.parse(text).text])).toEqual([
    ['turn-snapshot', 0, 'So '],
    ['turn-delta', 3, 'be it'],
  ])
})

it('says words anew that do not follow on those before', async () => {
  const { tell, join, beat } = stage()
  const reader = await join(1)
  await tell(said(0, 'So be'), said(3, 'was it'))
  beat()
  expect(reader.frames.map(({ text }) => [JSON.parse(text).offset, JSON.parse(text).text])).toEqual([
    [0, 'So be'],
    [3, 'was it'],
  ])
})
