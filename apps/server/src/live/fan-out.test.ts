import type { Quorum } from '@quorum/quorum'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openRig, quick, type Rig } from '../testing/rig.ts'
import { fanOut } from './fan-out.ts'
import { type Kept, keeper, seqs } from './testing/keeper.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const slow = (pace: number) => ({
  ...quick,
  panel: ['ada', 'bob'].map((name) => ({ model: `sim/${name}+tokens=200+chunks=30+pace=${pace}`, name })),
})
const opened = async (body: object) => (await rig.ask('POST', '/api/v1/debates', body)).json<{ id: string }>().id

/** A room that counts how often a debate is watched and read. */
function counted(): { readonly quorum: Quorum; readonly count: { watched: number; read: number } } {
  const count = { watched: 0, read: 0 }
  const quorum: Quorum = {
    ...rig.room,
    watch(...args) {
      count.watched += 1
      return rig.room.watch(...args)
    },
    read(...args) {
      count.read += 1
      return rig.room.read(...args)
    },
  }
  return { quorum, count }
}

const errors: unknown[] = []
const opening = () => {
  const drain = new AbortController()
  onTestFinished(() => drain.abort())
  errors.length = 0
  return { drain, out: fanOut({ draining: drain.signal, log: { error: (said: unknown) => errors.push(said) } }) }
}
const upTo = (head: number) => Array.from({ length: head }, (_, index) => index + 1)
const heard = (reader: Kept, type: string) => expect.poll(() => reader.frames.map((frame) => frame.type), { interval: 5 }).toContain(type)

it('watches a debate once however many read it, and hands all of them the same bytes', async () => {
  const { out } = opening()
  const { quorum, count } = counted()
  const id = await opened(slow(10))
  const row = await quorum.row(id)
  const first = keeper()
  const joined = [out.join(quorum, row, 0, first)]
  await heard(first, 'turn-delta')
  const late = Array.from({ length: 200 }, () => keeper())
  const reads = count.read
  joined.push(...late.map((reader) => out.join(quorum, row, 0, reader)))
  await Promise.all(joined)
  const { head } = await quorum.row(id)
  for (const reader of [first, ...late]) {
    expect(reader.over).toBe(true)
    expect(seqs(reader)).toEqual(upTo(head))
  }
  expect(count.watched).toBe(1)
  expect(count.read - reads).toBeLessThan(10)
  const [one, other] = late.map(({ batches }) => batches.at(-1)?.sse)
  expect(one).toBe(other)
  expect(errors).toEqual([])
})

it('reads an ended debate once for all who come at once, and watches nothing', async () => {
  const { out } = opening()
  const { quorum, count } = counted()
  const id = await opened(quick)
  await expect.poll(async () => (await quorum.row(id)).endedAt, { interval: 5 }).not.toBe(null)
  const row = await quorum.row(id)
  const readers = Array.from({ length: 100 }, () => keeper())
  await Promise.all(readers.map((reader) => out.join(quorum, row, 0, reader)))
  for (const reader of readers) expect(seqs(reader)).toEqual(upTo(row.head))
  expect(count).toEqual({ watched: 0, read: 1 })
})

it('lets a reader in whose seq the others are still to be told of', async () => {
  const { out } = opening()
  const { quorum } = counted()
  const id = await opened(slow(10))
  const first = keeper()
  const joined = [out.join(quorum, await quorum.row(id), 0, first)]
  const ahead: Kept[] = []
  await heard(first, 'turn-delta')
  // Each comes in at the head that the store has the moment before the others hear of it.
  onTestFinished(
    rig.room.listen(({ debateId, told: { seq } }) => {
      if (debateId !== id || seq === null) return
      const reader = keeper()
      ahead.push(reader)
      joined.push(quorum.row(id).then((row) => out.join(quorum, row, seq, reader)))
    }),
  )
  await Promise.all(joined)
  await Promise.all(joined)
  const { head } = await quorum.row(id)
  expect(ahead.length).toBeGreaterThan(3)
  for (const reader of ahead) {
    const got = seqs(reader)
    expect(got).toEqual(upTo(head).slice(head - got.length))
  }
})

it('goes on for everybody else where one reader fails, and says so', async () => {
  const { out } = opening()
  const id = await opened(slow(5))
  const row = await rig.room.row(id)
  const well = keeper()
  const failing = keeper(({ frames }) => {
    if (frames.some(({ type }) => type === 'turn-delta')) throw new Error('cannot')
  })
  await Promise.all([out.join(rig.room, row, 0, failing), out.join(rig.room, row, 0, well)])
  expect(failing.over).toBe(true)
  expect(seqs(well)).toEqual(upTo((await rig.room.row(id)).head))
  expect(errors).toHaveLength(1)
})

it('ends the reader and says so where the log cannot be read', async () => {
  const { out } = opening()
  const { quorum } = counted()
  const id = await opened(quick)
  await expect.poll(async () => (await quorum.row(id)).endedAt, { interval: 5 }).not.toBe(null)
  const reader = keeper()
  await out.join({ ...quorum, read: () => Promise.reject(new Error('no disk')) }, await quorum.row(id), 0, reader)
  expect(reader.over).toBe(true)
  expect(errors).toHaveLength(1)
  const again = keeper()
  await out.join(quorum, await quorum.row(id), 0, again)
  expect(again.frames.at(-1)?.type).toBe('debate-ended')
})

it('ends all when it drains, and who comes then', async () => {
  const { out, drain } = opening()
  const id = await opened(slow(30))
  const row = await rig.room.row(id)
  const reader = keeper()
  const joined = out.join(rig.room, row, 0, reader)
  await heard(reader, 'turn-started')
  drain.abort()
  await joined
  const late = keeper()
  await out.join(rig.room, row, 0, late)
  expect([reader.over, late.over]).toEqual([true, true])
})
