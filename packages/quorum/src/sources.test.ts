import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type RecordedEvent, readEvent, viewOf } from '@quorum/debate'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore, type Store, sqliteStore } from '@quorum/store'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { exportDebate } from './export/export-debate.ts'
import { replayed } from './replayed.ts'
import { emptyFolder } from './testing/folder.ts'
import { openRoom } from './testing/open-room.ts'
import { requestOf } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
beforeEach(() => simulator.reset())
afterAll(() => simulator.close())

const texts = ['Ships are long. Größe: 漢字 \ud800', 'Tides are low.']
const sources = texts.map((text, index) => ({ name: `source-${index}.txt`, text }))
const hashOf = (text: string) => createHash('sha256').update(Buffer.from(text)).digest('hex')
const hashes = texts.map(hashOf)
const request = (key: string) => {
  const scene = requestOf({ protocol: 'roundtable', motion: 'closed' }, key)
  return { ...scene, motion: { ...scene.motion, sources } }
}
const stores: readonly (readonly [string, () => Promise<Store>])[] = [
  ['memory', async () => memoryStore(memoryDisk())],
  ['SQLite', () => sqliteStore({ path: join(emptyFolder(), 'quorum.db') })],
]
const logOf = async (store: Store, id: string) => (await store.read(id, 0, 1000)).map(({ text }) => text)

it.each(stores)('keeps the texts of sources beside the log, in %s, until the debate is deleted', async (_, make) => {
  const store = await make()
  const quorum = openRoom({ simulator: simulator.url, store })
  const { id, ending } = await quorum.start(request('kept'))
  expect(await ending).toMatchObject({ status: 'complete' })
  const log = await logOf(store, id)
  for (const text of log) for (const words of ['Ships are long', 'Tides are low']) expect(text).not.toContain(words)
  expect((await quorum.show(id)).motion.sources).toEqual(
    texts.map((text, index) => ({ name: `source-${index}.txt`, hash: hashOf(text), bytes: Buffer.byteLength(text) })),
  )
  expect(log.map(readEvent).flatMap((event) => (event.type === 'source-read' ? [event.hash] : []))).toEqual(hashes)
  const blobs = await Promise.all(hashes.map((hash) => store.getBlob(hash)))
  expect(blobs.map((bytes) => Buffer.from(bytes ?? []).toString())).toEqual(texts.map((text) => text.toWellFormed()))
  await store.delete(id)
  expect(await Promise.all(hashes.map((hash) => store.getBlob(hash)))).toEqual([null, null])
})

it('keeps them, though who else had them is deleted while the debate is being opened', async () => {
  const store = memoryStore(memoryDisk())
  const { id, ending } = await openRoom({ simulator: simulator.url, store }).start(request('had'))
  await ending
  const open: Store['open'] = async (debate) => {
    await store.delete(id)
    return store.open(debate)
  }
  const quorum = openRoom({ simulator: simulator.url, store: { ...store, open } })
  const next = await quorum.start(request('has'))
  expect(await next.ending).toMatchObject({ as: 'ended', status: 'complete' })
  expect([...(await quorum.sources(next.id)).keys()]).toEqual(hashes)
})

it('shares them with forks, which keep them when the debate that they come from is deleted', async () => {
  const store = memoryStore(memoryDisk())
  const quorum = openRoom({ simulator: simulator.url, store })
  const { id, ending } = await quorum.start(request('forked'))
  await ending
  const fork = await quorum.fork(id, { round: 0 })
  expect(await fork.ending).toMatchObject({ status: 'complete' })
  await quorum.delete(id)
  expect([...(await quorum.sources(fork.id)).keys()]).toEqual(hashes)
  const again = await quorum.fork(fork.id, { round: 0 })
  expect(await again.ending).toMatchObject({ status: 'complete' })
})

it('moves them out of logs of earlier releases when these are forked', async () => {
  const store = memoryStore(memoryDisk())
  const quorum = openRoom({ simulator: simulator.url, store })
  const { id, ending } = await quorum.start(request('old'))
  await ending
  const [first, ...rest] = (await logOf(store, id)).map((text) => JSON.parse(text) as RecordedEvent & { v: number })
  if (first?.type !== 'debate-opened') throw new Error('no debate')
  const old = {
    ...first,
    v: 1,
    motion: { ...first.motion, sources: sources.map(({ name, text }) => ({ name, hash: hashOf(text), text })) },
  }
  const elsewhere = memoryStore(memoryDisk())
  const entries = [old, ...rest].map((event, index) => ({
    id: `old-${index}`,
    seq: index + 1,
    type: event.type,
    text: JSON.stringify(event),
  }))
  await elsewhere.open({ ...rowOf(id), entries })
  const room = openRoom({ simulator: simulator.url, store: elsewhere })
  expect((await room.show(id)).motion.sources.map(({ hash }) => hash)).toEqual(hashes)
  expect((await exportDebate(room, id, 'jsonl')).split('\n').length - 1).toBe(entries.length)
  const fork = await room.fork(id, { round: 0 })
  expect(await fork.ending).toMatchObject({ status: 'complete' })
  expect((await logOf(elsewhere, fork.id)).join()).not.toContain('Tides are low')
  expect([...(await room.sources(fork.id)).values()]).toEqual(texts.map((text) => text.toWellFormed()))
})

const rowOf = (id: string) =>
  ({
    id,
    tenant: 'local',
    principal: 'local',
    secret: 'secret',
    title: '',
    tags: [],
    protocol: 'roundtable',
    runner: 'cli',
    simulated: true,
  }) as const

it('exports the events with the texts that they name, each once', async () => {
  const store = memoryStore(memoryDisk())
  const quorum = openRoom({ simulator: simulator.url, store })
  const twice = request('exported')
  const [one] = sources
  const { id, ending } = await quorum.start({
    ...twice,
    motion: { ...twice.motion, sources: [...sources, { name: 'again', text: one?.text ?? '' }] },
  })
  await ending
  const lines = (await exportDebate(quorum, id, 'jsonl')).trimEnd().split('\n')
  expect(lines.slice(0, 2).map((line) => JSON.parse(line))).toEqual(
    texts.map((text, index) => ({
      source: { name: `source-${index}.txt`, hash: hashOf(text), text: text.toWellFormed() },
    })),
  )
  expect(lines.slice(2)).toEqual(await logOf(store, id))
  expect(await exportDebate(quorum, id, 'md')).toContain('- Sources: [S1] source-0.txt, [S2] source-1.txt, [S3] again')
})

it.each([
  ['gone', null],
  ['not what it was', new Uint8Array([1])],
])('pauses a debate whose source is %s, and asks nobody with a prompt that lacks it', async (_, found) => {
  const disk = memoryDisk()
  const store = memoryStore(disk)
  const lossy = { ...store, getBlob: async (hash: string) => (hash === hashes[1] ? found : store.getBlob(hash)) }
  const quorum = openRoom({ simulator: simulator.url, store: lossy })
  const { id, ending } = await quorum.start(request('lost'))
  expect(await ending).toEqual({ as: 'paused', reason: 'source-lost: source-1.txt' })
  expect(simulator.requests()).toEqual([])
  const room = openRoom({ simulator: simulator.url, store })
  const resumed = await room.resume(id)
  expect(resumed === 'told' ? resumed : await resumed.ending).toMatchObject({ as: 'ended', status: 'complete' })
  expect(viewOf(await replayed(id, store), { owned: false, now: 0 }).verdict?.answer).toEqual(expect.any(String))
})
