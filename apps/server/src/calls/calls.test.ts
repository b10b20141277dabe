import fastify from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRig, quick, type Rig } from '../testing/rig.ts'
import type { Visitor } from '../visitor.ts'
import { openCalls, type Wanted } from './calls.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig?.close())

const visitor: Visitor = { tenant: 'local', principal: 'ann', scope: 'run', keyId: 'key-1' }
const waits = { ...quick, panel: [{ model: 'sim/ada+fault=silent' }, { model: 'sim/bob+fault=silent' }] } as const
let number = 0
const once = (rest: Partial<Wanted> = {}): Wanted => ({ visitor, key: `key ${number++}`, again: false, background: false, ...rest })

function room() {
  const floor = { room: rig.room, log: rig.server.app.log, now: Date.now }
  const graces = new Set<() => void>()
  const clock = {
    after(_: number, run: () => void) {
      graces.add(run)
      return () => graces.delete(run)
    },
  }
  const app = fastify()
  const calls = openCalls(app, floor, { kind: 'call-test', joinMs: 60_000, clock })
  const hold = (wanted: Wanted, request: object = waits) =>
    calls.hold(wanted, (id) => rig.room.start(request as Parameters<Rig['room']['start']>[0], { id }))
  const graceEnds = () => {
    for (const run of graces) run()
    return graces.size
  }
  return { hold, graceEnds, close: () => app.close() }
}

const ended = async (debateId: string) => {
  for await (const { type } of rig.room.watch(debateId, { stay: true })) if (type === 'debate-ended') return rig.room.show(debateId)
  throw new Error('it never ended')
}
const quickly = async (debateId: string) => {
  await rig.room.send(debateId, { type: 'stop' })
  return ended(debateId)
}

it('gives equal calls that come at once one debate, and others their own', async () => {
  const { hold } = room()
  const wanted = once()
  const [one, other] = await Promise.all([hold(wanted), hold(wanted)])
  expect([one.debateId, one.joined, other.joined]).toEqual([other.debateId, false, true])
  const strangers = await Promise.all([hold({ ...wanted, visitor: { ...visitor, keyId: 'key-2' } }), hold(once())])
  expect(new Set([one, ...strangers].map(({ debateId }) => debateId)).size).toBe(3)
  for (const { debateId } of [one, ...strangers]) await quickly(debateId)
})

it('stops a debate that the last holder left, after its grace', async () => {
  const { hold, graceEnds } = room()
  const wanted = once()
  const [one, other] = await Promise.all([hold(wanted), hold(wanted)])
  one.leave()
  one.leave()
  expect(graceEnds()).toBe(0)
  other.leave()
  expect(graceEnds()).toBe(1)
  expect(await ended(one.debateId)).toMatchObject({ status: 'stopped' })
})

it('lets a debate go on whose call comes back within the grace, and one in the background', async () => {
  const { hold, graceEnds, close } = room()
  const wanted = once()
  const one = await hold(wanted)
  one.leave()
  const back = await hold({ ...wanted, again: true })
  expect(back).toMatchObject({ debateId: one.debateId, joined: true })
  const behind = await hold(once({ background: true }))
  behind.leave()
  expect(graceEnds()).toBe(0)
  back.leave()
  await close()
  expect(graceEnds()).toBe(0)
  for (const { debateId } of [back, behind]) await quickly(debateId)
})

it('finds a debate that has ended for a call that says that it was made before, also after a restart, and not for a new one', async () => {
  const wanted = once()
  const first = await room().hold(wanted, quick)
  expect(await ended(first.debateId)).toMatchObject({ status: 'complete' })
  first.leave({ over: true })
  expect(await room().hold({ ...wanted, again: true }, quick)).toMatchObject({ debateId: first.debateId, joined: true })
  const fresh = await room().hold(wanted, quick)
  expect(fresh).toMatchObject({ joined: false })
  expect(fresh.debateId).not.toBe(first.debateId)
  await ended(fresh.debateId)
})

it('opens the debate anew whose start was lost in a crash, under the id that it was to have', async () => {
  const wanted = once()
  const { hold } = room()
  const first = await hold(wanted, quick)
  await ended(first.debateId)
  const { documents } = await rig.store.documents.list({ kind: 'call-test' })
  const mine = documents.find(({ text }) => text.includes(first.debateId))
  if (!mine) throw new Error('a call is not kept')
  const lost = rig.room.newId()
  await rig.store.documents.put({ ...mine, debateId: lost, text: JSON.stringify({ debateId: lost }) })
  const back = await room().hold({ ...wanted, again: true }, quick)
  expect(back).toMatchObject({ debateId: lost, joined: true })
  await ended(lost)
})

it('opens a new one where the old one was stopped, deleted or forgotten', async () => {
  const { hold } = room()
  const wanted = once({ again: true })
  const first = await hold(wanted)
  await quickly(first.debateId)
  const second = await hold(wanted, quick)
  expect(second.joined).toBe(false)
  await ended(second.debateId)
  await rig.room.delete(second.debateId)
  const third = await hold(wanted, quick)
  expect(third.joined).toBe(false)
  await ended(third.debateId)
})

it('refuses another body under the same idempotency key, and forgets what could not be opened', async () => {
  const { hold } = room()
  const wanted = once({ again: true, body: 'a' })
  await expect(hold(wanted, { ...quick, preset: 'none such' })).rejects.toThrow('no preset')
  const call = await hold(wanted, quick)
  expect(call.joined).toBe(false)
  await expect(hold({ ...wanted, body: 'b' }, quick)).rejects.toThrow('another body')
  await ended(call.debateId)
})
