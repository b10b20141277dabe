import { join } from 'node:path'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { type MemoryDisk, memoryDisk, memoryStore, type Store, sqliteStore } from '@quorum/store'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { brokenRules } from './testing/check-run.ts'
import { childRoom } from './testing/child-room.ts'
import { emptyFolder } from './testing/folder.ts'
import { freeze } from './testing/freeze.ts'
import { openRoom } from './testing/open-room.ts'
import { motions } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

let cases = 0
const slow = (latency = 5000) => {
  const key = `s${++cases}`
  const panel = ['ada+answer=yes', 'bob+answer=no'].map((name) => ({ model: `sim/${name}+latency=${latency}+key=${key}` }))
  return { key, request: { motion: motions.closed, panel, protocol: { name: 'vote' }, limits: { budgetUsd: 1 } } }
}
type Options = Parameters<typeof openRoom>[0]
const server = (store: Store, more: Partial<Options> = {}) => openRoom({ simulator: simulator.url, runner: 'server', store, ...more })
/** What is to become true, however busy the machine is. */
const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 15_000 })
const kinds = async (store: Store, id: string) => (await store.read(id, 0, 1000)).map(({ type }) => type)
const foundOf = async (store: Store, id: string, key: string) => ({
  log: (await store.read(id, 0, 10_000)).map(({ text }) => text),
  requests: simulator.requests().filter(({ model }) => model.includes(`key=${key}`)),
})
/** How long something that must not happen has had to happen, in looks of a sweeper. */
const looks = (store: Store, count: number) => {
  let seen = 0
  const counting: Store = {
    ...store,
    orphans: (limit) => {
      seen++
      return store.orphans(limit)
    },
  }
  return { counting, happened: () => eventually(() => seen).toBeGreaterThanOrEqual(count) }
}

/** A debate that a server let go of, with nothing said in it yet. */
async function leftBehind(disk: MemoryDisk, how: 'closed' | 'killed', runner: 'server' | 'cli' = 'server') {
  const store = memoryStore(disk)
  const { key, request } = slow(100)
  const room = openRoom({ simulator: simulator.url, store, runner, report: () => 'somebody else tells' })
  const { id } = await room.start(request)
  await eventually(() => simulator.requests().filter(({ model }) => model.includes(`key=${key}`)).length).toBe(2)
  const found = await foundOf(store, id, key)
  if (how === 'killed') disk.kill(store)
  else await room.close()
  return { id, key, found }
}

describe('debates that nobody runs', () => {
  it.each(['closed', 'killed'] as const)('go on by themselves in the next server, when the last one was %s', async (how) => {
    const disk = memoryDisk()
    const { id, key, found } = await leftBehind(disk, how)
    const room = server(memoryStore(disk))
    await eventually(() => room.row(id)).toMatchObject({ status: 'complete' })
    const resumed = (await room.events(id)).find(({ type }) => type === 'debate-resumed')
    expect(resumed).toMatchObject({ cause: how === 'killed' ? 'crash' : 'take-over' })
    expect(brokenRules([found, await foundOf(room.store, id, key)])).toEqual([])
  })

  it('wait to be resumed where a command opened them', async () => {
    const disk = memoryDisk()
    const { id } = await leftBehind(disk, 'closed', 'cli')
    const { counting, happened } = looks(memoryStore(disk), 5)
    const room = server(counting)
    await happened()
    expect(await room.row(id)).toMatchObject({ status: 'interrupted', owned: false })
  })

  it('are left alone by a command', async () => {
    const disk = memoryDisk()
    const { id } = await leftBehind(disk, 'closed')
    const { counting } = looks(memoryStore(disk), 1)
    const room = openRoom({ simulator: simulator.url, store: { ...counting, orphans: () => Promise.reject(new Error('not asked for')) } })
    expect(await room.row(id)).toMatchObject({ status: 'interrupted' })
  })

  it('stay as a person left them, and are taken up when somebody speaks to them', async () => {
    const disk = memoryDisk()
    const store = memoryStore(disk)
    const first = server(store)
    const { id } = await first.start(slow(500).request)
    await first.send(id, { type: 'pause' })
    await eventually(() => first.row(id)).toMatchObject({ status: 'paused' })
    await first.close()
    const { counting, happened } = looks(memoryStore(disk), 5)
    const room = server(counting)
    await happened()
    expect(await room.row(id)).toMatchObject({ status: 'paused', owned: false })
    await room.send(id, { type: 'interject', text: 'Think of the bun.' })
    await eventually(() => kinds(room.store, id)).toContain('human-spoke')
    expect(await room.row(id)).toMatchObject({ status: 'paused', owned: true })
    expect(room.busy()).toBe(0)
    await room.send(id, { type: 'resume' })
    await eventually(() => room.busy()).toBe(1)
    await eventually(() => room.row(id)).toMatchObject({ status: 'complete' })
  })

  it('go on as their own tenant', async () => {
    const disk = memoryDisk()
    const first = server(memoryStore(disk))
    const caller = { tenant: 'ours', principal: 'somebody' }
    const { id } = await first.as(caller).start(slow(50).request)
    await first.close()
    const room = server(memoryStore(disk))
    const heard = new Set<string>()
    room.listen(({ tenant }) => heard.add(tenant))
    await eventually(() => room.as(caller).row(id)).toMatchObject({ status: 'complete', tenant: 'ours' })
    expect(heard).toEqual(new Set(['ours']))
    await expect(room.row(id)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('pause after three crashes without a word between them', async () => {
    const disk = memoryDisk()
    const { key, request } = slow()
    const asked = () => simulator.requests().filter(({ model }) => model.includes(`key=${key}`)).length
    const first = memoryStore(disk)
    const { id } = await server(first).start(request)
    await eventually(asked).toBe(2)
    disk.kill(first)
    for (const crash of [1, 2]) {
      const store = memoryStore(disk)
      server(store)
      await eventually(asked).toBe(2 + 2 * crash)
      disk.kill(store)
    }
    const room = server(memoryStore(disk))
    await eventually(() => room.show(id)).toMatchObject({ status: 'paused', pausedFor: 'crash-loop' })
    expect(asked()).toBe(6)
  })
})

describe('servers in processes of their own', { timeout: 60_000 }, () => {
  /** A server with two debates under way that last long, and one here on the same file. */
  async function twoServers(lease = {}) {
    const path = join(emptyFolder(), 'quorum.db')
    const owner = await childRoom({ path, simulator: simulator.url, runner: 'server', lease })
    onTestFinished(() => owner.kill())
    const keyed = [slow(60_000), slow(60_000)]
    const ids = await Promise.all(keyed.map(async ({ request }) => (await owner.call('start', request)).id))
    const isAsked = (key: string) => simulator.requests().filter(({ model }) => model.includes(`key=${key}`)).length === 2
    await eventually(() => keyed.every(({ key }) => isAsked(key))).toBe(true)
    const store = await sqliteStore({ path, lease })
    const debates = keyed.map(({ key }, index) => ({ key, id: ids[index] ?? '' }))
    const founds = await Promise.all(debates.map(({ id, key }) => foundOf(store, id, key)))
    const room = server(store)
    const takenOver = async () => {
      for (const { id } of debates) await eventually(() => kinds(store, id)).toContain('debate-resumed')
    }
    /** Ends the debates here; what was wrong with their logs. */
    async function ended(): Promise<string[]> {
      const wrongs: string[] = []
      for (const [index, { id, key }] of debates.entries()) {
        await room.send(id, { type: 'stop' })
        await eventually(() => room.row(id)).toMatchObject({ status: 'stopped' })
        wrongs.push(...brokenRules([...founds.slice(index, index + 1), await foundOf(store, id, key)]))
      }
      return wrongs
    }
    return { owner, path, room, debates, takenOver, ended }
  }

  it('go on with what one of them leaves when it is killed, at once', async () => {
    const { owner, room, debates, takenOver, ended } = await twoServers()
    for (const { id } of debates) expect(await room.row(id)).toMatchObject({ status: 'running', owned: true })
    await owner.kill()
    await takenOver()
    expect(await ended()).toEqual([])
  })

  it('leave each other alone, and one that was frozen too long goes on under a new session', async () => {
    const { owner, path, debates, takenOver, ended } = await twoServers({ ttlMs: 1500, renewMs: 300, stallMs: 1200, graceMs: 1500 })
    await freeze(owner.process, path)
    await takenOver()
    owner.process.kill('SIGCONT')
    for (const { id } of debates) expect(await owner.ending(id)).toEqual({ as: 'fenced' })
    await owner.lost
    const next = await owner.call('start', slow(10).request)
    expect(await owner.ending(next.id)).toMatchObject({ as: 'ended', status: 'complete' })
    expect(await ended()).toEqual([])
  })
})

describe('a debate that cannot go on', () => {
  it('pauses where its protocol is not known, and is not tried again', async () => {
    const disk = memoryDisk()
    const { id } = await leftBehind(disk, 'closed')
    const { counting, happened } = looks(memoryStore(disk), 5)
    const room = server(counting, { protocols: [] })
    await eventually(() => room.show(id)).toMatchObject({ status: 'paused', pausedFor: 'protocol-version' })
    const { head } = await room.row(id)
    await happened()
    expect(await room.row(id)).toMatchObject({ head, owned: false })
  })

  it("rests where its log is of a later release, is reported once, and stands in nobody else's way", async () => {
    const disk = memoryDisk()
    const { id } = await leftBehind(disk, 'closed')
    const store = memoryStore(disk)
    const claim = await store.claim(id)
    if (typeof claim === 'string') throw new Error(claim)
    const text = JSON.stringify({ v: 1, seq: claim.head + 1, at: '', debateId: id, type: 'moon-rose' })
    await store.append({ ...claim, entries: [{ id: 'new', seq: claim.head + 1, type: 'moon-rose', text }] })
    await store.close()
    const { id: other } = await leftBehind(disk, 'closed')

    const { counting, happened } = looks(memoryStore(disk), 10)
    const claims: string[] = []
    const claiming: Store['claim'] = (debateId) => {
      claims.push(debateId)
      return counting.claim(debateId)
    }
    const reports: unknown[] = []
    const room = server({ ...counting, claim: claiming }, { report: (error) => reports.push(error) })
    await eventually(() => room.row(other)).toMatchObject({ status: 'complete' })
    await happened()
    expect(claims.filter((one) => one === id)).toHaveLength(1)
    expect(reports).toEqual([expect.objectContaining({ code: 'conflict', message: expect.stringContaining('later release') })])
    expect(await room.row(id)).toMatchObject({ status: 'interrupted', owned: false })
  })
})

describe('where as many debates run as may', () => {
  const crowded = { sweep: { capacity: 1, queueLimit: 2 } }

  it('others wait in the queue, and their endings are told when they have run', async () => {
    const room = server(memoryStore(memoryDisk()), crowded)
    const first = await room.start(slow(600).request)
    const second = await room.start(slow(10).request)
    const third = await room.start(slow(10).request)
    expect(await room.row(first.id)).toMatchObject({ status: 'running' })
    expect(await room.row(second.id)).toMatchObject({ status: 'queued', owned: false })
    expect((await room.list({ status: 'queued' })).rows.map(({ id }) => id)).toEqual([third.id, second.id])
    for (const { ending } of [first, second, third]) expect(await ending).toMatchObject({ as: 'ended', status: 'complete' })
    const times = await Promise.all([first, second, third].map(async ({ id }) => (await room.events(id)).map(({ at }) => at)))
    expect(times.map((at) => at.at(-1))).toEqual(times.map((at) => at.at(-1)).toSorted())
    expect(await kinds(room.store, second.id)).not.toContain('debate-resumed')
  })

  it('nobody overtakes those who wait', async () => {
    const { counting, happened } = looks(memoryStore(memoryDisk()), 3)
    const room = server(counting, crowded)
    const first = await room.start(slow(300).request)
    const second = await room.start(slow(100).request)
    await happened()
    await first.ending
    const third = await room.start(slow(10).request)
    await Promise.all([second.ending, third.ending])
    const ends = await Promise.all([second, third].map(async ({ id }) => (await room.row(id)).endedAt ?? ''))
    expect(ends).toEqual(ends.toSorted())
  })

  it('no more run than may, though many start at once', async () => {
    const room = server(memoryStore(memoryDisk()), { sweep: { capacity: 2 } })
    const all = await Promise.all(Array.from({ length: 7 }, () => room.start(slow(300).request)))
    const running = async () => (await room.list({ status: 'running' })).rows.length
    expect(await running()).toBe(2)
    let most = 0
    room.listen(({ told }) => {
      if (told.type === 'debate-ended') void running().then((count) => (most = Math.max(most, count)))
    })
    for (const { ending } of all) expect(await ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(most).toBeLessThanOrEqual(2)
  })

  it('no more are taken than may wait, and the answer says when to try again', async () => {
    const room = server(memoryStore(memoryDisk()), crowded)
    const last = room.newId()
    for (const id of [room.newId(), room.newId(), last]) await room.start(slow().request, { id })
    expect(await room.start(slow().request, { id: last })).toMatchObject({ id: last })
    await expect(room.start(slow().request)).rejects.toMatchObject({ code: 'busy', status: 503, retryAfter: expect.any(Number) })
    expect((await room.list({})).rows).toHaveLength(3)
  })

  it('one that waits can be stopped, watched and deleted as any other', async () => {
    const room = server(memoryStore(memoryDisk()), crowded)
    const first = await room.start(slow().request)
    const second = await room.start(slow().request)
    const watching = room.watch(second.id)
    expect((await watching.next()).value).toMatchObject({ type: 'debate-opened' })
    await room.send(second.id, { type: 'stop' })
    expect(await second.ending).toMatchObject({ as: 'ended', status: 'stopped' })
    const rest: string[] = []
    for await (const { type } of watching) rest.push(type)
    expect(rest.at(-1)).toBe('debate-ended')
    const third = await room.start(slow().request)
    await room.delete(third.id)
    expect(await third.ending).toEqual({ as: 'released' })
    expect(await room.row(first.id)).toMatchObject({ status: 'running' })
  })

  it('the next process that has room runs what waits, and its ending is told here', async () => {
    const disk = memoryDisk()
    const room = server(memoryStore(disk), crowded)
    await room.start(slow().request)
    const { id, ending } = await room.start(slow(10).request)
    server(memoryStore(disk))
    expect(await ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(room.live(id)).toBe(null)
  })

  it('a paused debate takes up no room, and waits its turn when it is resumed', async () => {
    const disk = memoryDisk()
    const room = server(memoryStore(disk), crowded)
    const first = await room.start(slow(500).request)
    await room.send(first.id, { type: 'pause' })
    await eventually(() => room.row(first.id)).toMatchObject({ status: 'paused' })
    const second = await room.start(slow(500).request)
    expect(await room.row(second.id)).toMatchObject({ status: 'running' })
    expect(await room.resume(first.id)).toBe('told')
    expect(await first.ending).toMatchObject({ as: 'ended' })
  })

  it('what a person resumes goes on when there is room', async () => {
    const disk = memoryDisk()
    const before = server(memoryStore(disk))
    const { id } = await before.start(slow(500).request)
    await before.send(id, { type: 'pause' })
    await eventually(() => before.row(id)).toMatchObject({ status: 'paused' })
    await before.close()
    const room = server(memoryStore(disk), crowded)
    const first = await room.start(slow(1000).request)
    expect(await room.resume(id)).toBe('told')
    expect(await room.row(id)).toMatchObject({ status: 'paused', owned: false })
    await first.ending
    await eventually(() => room.row(id)).toMatchObject({ status: 'complete' })
  })

  it('closing leaves what waits to the next server', async () => {
    const disk = memoryDisk()
    const room = server(memoryStore(disk), crowded)
    await room.start(slow().request)
    const { id, ending } = await room.start(slow(10).request)
    const waiting = ending
    await room.close()
    expect(await waiting).toEqual({ as: 'released' })
    const next = server(memoryStore(disk))
    await eventually(() => next.row(id)).toMatchObject({ status: 'complete' })
  })
})

describe('a session that was declared dead', () => {
  it('is followed by another in a server: the runs of the old one are fenced, and new ones begin', async () => {
    const disk = memoryDisk()
    const store = memoryStore(disk)
    const room = server(store)
    const { key, request } = slow(300)
    const { id, ending } = await room.start(request)
    const endless = await room.start(slow(60_000).request)
    await eventually(() => simulator.requests().filter(({ model }) => model.includes(`key=${key}`)).length).toBe(2)
    const found = await foundOf(store, id, key)
    disk.kill(store)
    const heir = server(memoryStore(disk))
    expect(await ending).toEqual({ as: 'fenced' })
    expect(await endless.ending).toEqual({ as: 'fenced' })
    const next = await room.start(slow(10).request)
    expect(await next.ending).toMatchObject({ as: 'ended', status: 'complete' })
    await eventually(() => heir.row(id)).toMatchObject({ status: 'complete' })
    expect(brokenRules([found, await foundOf(heir.store, id, key)])).toEqual([])
    await heir.close()
    const { id: left } = await leftBehind(disk, 'closed')
    await eventually(() => room.row(left)).toMatchObject({ status: 'complete' })
  })
})
