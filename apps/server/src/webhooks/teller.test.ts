import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dyingServer, moments } from './testing/dying-server.ts'
import { ended, eventually, type Ground, openGround, pending, request, silent } from './testing/ground.ts'

let ground: Ground
beforeEach(async () => {
  ground = await openGround()
})
afterEach(() => ground.end())

describe('what a process did not live to tell', () => {
  it.each(moments)('is told by the next one: %s', async (at) => {
    const first = await ground.open()
    await ground.hook(first)
    const dying = { path: join(ground.folder, 'quorum.db'), simulator: first.vendor.url, allow: [ground.receiver.origin], request, at }
    // The room goes, and the vendor stays for the one that dies.
    await first.server.close()
    expect(await dyingServer(dying)).toBe('SIGKILL')
    expect(ended(ground.receiver.told())).toBe(at === 'delivered')

    const before = ground.receiver.received.length
    const next = await ground.open({ waits: [1, 1] })
    const told = await ground.receiver.until((all) => ended(all.slice(before)) && all.some(({ type }) => type === 'debate.started'))
    const ends = told.filter(({ type }) => type === 'debate.ended')
    expect(ends.length).toBe(at === 'delivered' ? 2 : 1)
    expect(new Set(ends.map(({ id }) => id)).size).toBe(1)
    expect(told.some(({ type }) => type === 'debate.started')).toBe(true)
    expect(
      await eventually(
        () => pending(next),
        (left) => left.length === 0,
      ),
    ).toEqual([])
  })

  it('is told of a debate that goes on after the death of its process', async () => {
    const first = await ground.open()
    await ground.hook(first)
    const { id } = await first.room.start(silent)
    await ground.receiver.until((told) => told.length > 0)
    await ground.close(first)
    const next = await ground.open()
    await ground.receiver.until((told) => told.some(({ type }) => type === 'debate.resumed'))
    await next.room.send(id, { type: 'stop' })
    const told = await ground.receiver.until(ended)
    expect(told.filter(({ type }) => type === 'debate.started').length).toBe(1)
    expect(told.every(({ data }) => data.debateId === id)).toBe(true)
  })
})
