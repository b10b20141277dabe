import { join } from 'node:path'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { type Store, StoreError, sqliteStore } from '@quorum/store'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Told } from './hub.ts'
import { brokenRules } from './testing/check-run.ts'
import { emptyFolder } from './testing/folder.ts'
import { openRoom } from './testing/open-room.ts'
import { requestOf } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
beforeEach(() => simulator.reset())
afterAll(() => simulator.close())

const request = requestOf({ protocol: 'roundtable', motion: 'closed' }, 'disk')
const textsIn = async (store: Store, id: string) => (await store.read(id, 0, 10_000)).map(({ text }) => text)
const foundIn = async (store: Store, id: string) => ({ log: await textsIn(store, id), requests: [...simulator.requests()] })

/** A real store whose writes, and looks into the inbox, meet `disk` first. */
async function storeOn(disk: <T>(write: () => Promise<T>, what: keyof Store) => Promise<T>): Promise<Store> {
  const store = await sqliteStore({ path: join(emptyFolder(), 'quorum.db') })
  return {
    ...store,
    open: (debate) => disk(() => store.open(debate), 'open'),
    claim: (id) => disk(() => store.claim(id), 'claim'),
    append: (append) => disk(() => store.append(append), 'append'),
    release: (id, epoch) => disk(() => store.release(id, epoch), 'release'),
    send: (id, command) => disk(() => store.send(id, command), 'send'),
    inbox: () => disk(() => store.inbox(), 'inbox'),
  }
}

it('a full disk ends the run and not the debate: nothing is told that is not kept, and it goes on when there is room', async () => {
  let full = false
  const store = await storeOn((write) => (full ? Promise.reject(new StoreError('disk-full', 'The disk is full.')) : write()))
  const quorum = openRoom({ simulator: simulator.url, store, haste: 20 })
  const { id, ending } = await quorum.start(request)
  const failure = ending.then(String, (error: unknown) => error)
  const told: Told[] = []
  const watching = (async () => {
    for await (const one of quorum.watch(id)) {
      told.push(one)
      if (one.type === 'step-ended') full = true
    }
  })()
  expect(await failure).toMatchObject({ name: 'StoreError', code: 'disk-full' })
  await expect(quorum.start(request)).rejects.toMatchObject({ code: 'disk-full' })
  await expect(quorum.send(id, { type: 'stop' })).rejects.toMatchObject({ code: 'disk-full' })
  await expect.poll(() => simulator.requests().every(({ ended }) => ended !== null)).toBe(true)
  const found = await foundIn(store, id)
  expect(await quorum.show(id)).toMatchObject({ status: 'running' })

  full = false
  await watching
  expect(await quorum.show(id)).toMatchObject({ status: 'interrupted' })
  expect(told.flatMap(({ seq, text }) => (seq === null ? [] : [text]))).toEqual(found.log)
  const started = await quorum.resume(id)
  expect(started === 'told' ? started : await started.ending).toMatchObject({ as: 'ended', status: 'complete' })
  expect(brokenRules([found, await foundIn(store, id)])).toEqual([])
})

it('a commit whose answer is lost is made once, however often it is repeated', async () => {
  let appends = 0
  const store = await storeOn(async (write, what) => {
    const answer = await write()
    if (what === 'append' && ++appends % 2 === 1) throw new StoreError('failed', 'The connection was cut.')
    return answer
  })
  const quorum = openRoom({ simulator: simulator.url, store, haste: 20 })
  const { id, ending } = await quorum.start(request)
  const told: Told[] = []
  for await (const one of quorum.watch(id)) told.push(one)
  expect(await ending).toMatchObject({ as: 'ended', status: 'complete' })
  expect(told.flatMap(({ seq, text }) => (seq === null ? [] : [text]))).toEqual(await textsIn(store, id))
  expect(brokenRules([await foundIn(store, id)])).toEqual([])
})

it('a disk that fails for a moment is not noticed', async () => {
  const times: Partial<Record<keyof Store, number>> = { open: 3 }
  const store = await storeOn((write, what) => {
    const time = (times[what] ?? 0) + 1
    times[what] = time
    return time % 4 === 0 ? write() : Promise.reject(new StoreError('busy', 'Somebody else is writing.'))
  })
  const quorum = openRoom({ simulator: simulator.url, store, haste: 50 })
  const { id, ending } = await quorum.start(request)
  expect(await ending).toMatchObject({ as: 'ended', status: 'complete' })
  expect(brokenRules([await foundIn(store, id)])).toEqual([])
})
