import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DebateView } from '@quorum/debate'
import { memoryDisk, memoryStore, type Store, sqliteStore } from '@quorum/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportDebate } from '../export/export-debate.ts'
import type { Quorum, Room } from '../quorum.ts'
import { emptyFolder } from '../testing/folder.ts'
import { openRoom } from '../testing/open-room.ts'
import { requestOf } from '../testing/scene.ts'
import { startVendor, type Vendor } from '../testing/vendor.ts'

let vendor: Vendor
beforeAll(async () => {
  vendor = await startVendor()
})
afterAll(() => vendor?.close())

async function held(quorum: Quorum): Promise<{ readonly id: string; readonly text: string }> {
  const { motion, ...rest } = requestOf({ protocol: 'roundtable', motion: 'closed' }, 'import')
  const sources = [{ name: 'notes', text: 'A bun is bread.' }]
  const { id, ending } = await quorum.start({ ...rest, motion: { ...motion, sources } })
  await ending
  return { id, text: await exportDebate(quorum, id, 'jsonl') }
}

const room = (store?: Store): Room => openRoom({ simulator: vendor.url, ...(store && { store }) })

/** What a copy may tell otherwise than its original. */
const alike = ({ id: _, imported: __, ...view }: DebateView) => view

describe.each(['memory', 'sqlite'])('An import into a %s store', (kind) => {
  const storeOf = async () => (kind === 'memory' ? memoryStore(memoryDisk()) : sqliteStore({ path: join(emptyFolder(), 'quorum.db') }))

  it('is the debate that was exported, under an id of its own that says where it is from', async () => {
    const here = room()
    const there = room(await storeOf())
    const { id, text } = await held(here)
    const imported = await there.import(text)
    expect(imported.id).not.toBe(id)
    const view = await there.show(imported.id)
    expect(view.imported).toEqual({ id })
    expect(alike(view)).toEqual(alike(await here.show(id)))
    expect(await there.sources(imported.id)).toEqual(await here.sources(id))
    expect((await there.list({})).rows).toMatchObject([
      {
        id: imported.id,
        status: 'complete',
        protocol: 'roundtable',
        simulated: true,
        costUsd: view.spend.costUsd,
        endedAt: expect.any(String),
      },
    ])
    expect((await there.list({ q: 'sandwich' })).rows).toHaveLength(1)
  })

  it('is taken in once under one id, however often and at once it is asked for', async () => {
    const { text } = await held(room())
    const there = room(await storeOf())
    const id = there.newId()
    const imports = await Promise.all(Array.from({ length: 8 }, () => there.import(text, { id })))
    expect(new Set(imports.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify({ id, events: imports[0]?.events })]))
    expect((await there.list({})).rows).toMatchObject([{ id, status: 'complete' }])
    await there.delete(id)
    await expect(there.import(text, { id })).rejects.toMatchObject({ code: 'gone' })
  })

  it('keeps every event to the byte but for its id', async () => {
    const { id, text } = await held(room())
    const there = room(await storeOf())
    const imported = await there.import(text)
    const lines = (await exportDebate(there, imported.id, 'jsonl')).split('\n')
    const back = lines.map((line) => line.replaceAll(imported.id, id).replace(`,"imported":{"id":"${id}"}`, ''))
    expect(back.join('\n')).toBe(text)
    expect(imported.events).toBe(lines.filter((line) => line.includes('"seq"')).length)
  })

  it('has ended: nobody is asked again, and it can be forked and deleted', async () => {
    const { text } = await held(room())
    const there = room(await storeOf())
    const { id } = await there.import(text)
    await expect(there.resume(id)).rejects.toMatchObject({ code: 'ended' })
    await expect(there.send(id, { type: 'extend', rounds: 1 })).rejects.toMatchObject({ code: 'ended' })
    const fork = await there.fork(id, { round: 0, limits: { rounds: 2 } })
    expect(await fork.ending).toMatchObject({ as: 'ended', status: 'complete' })
    expect(await there.delete(id)).toEqual({ forks: [fork.id] })
  })
})

it('that was cut off before it was closed is closed by whoever takes it up', async () => {
  const { text } = await held(room())
  const store = memoryStore(memoryDisk())
  const cut = room({ ...store, append: () => Promise.resolve('fenced') })
  const id = cut.newId()
  await expect(cut.import(text, { id })).rejects.toMatchObject({ code: 'conflict' })
  const there = room(store)
  expect(await there.row(id)).toMatchObject({ status: 'interrupted', owned: false })
  await expect(there.resume(id)).rejects.toMatchObject({ code: 'ended' })
  expect(await there.row(id)).toMatchObject({ status: 'complete', owned: false, endedAt: expect.any(String) })
  expect(await there.delete(id)).toEqual({ forks: [] })
})

it('belongs to who imports it, and to nobody else', async () => {
  const quorum = room()
  const { text } = await held(quorum)
  const { id } = await quorum.as({ tenant: 'other', principal: 'eve' }).import(text)
  await expect(quorum.show(id)).rejects.toMatchObject({ code: 'not-found' })
})

it('gives away no text that somebody else keeps, by whatever hash it names', async () => {
  const quorum = room()
  const [source = '', opened = '', ...rest] = (await held(quorum)).text.split('\n')
  const { hash } = JSON.parse(source).source as { hash: string }
  const eve = quorum.as({ tenant: 'other', principal: 'eve' })
  const guessed = opened.replace(`"hash":"${hash}"`, `"hash":"${hash}","text":"Nobody knows."`)
  expect(guessed).not.toBe(opened)
  await expect(eve.import([guessed, ...rest].join('\n'))).rejects.toMatchObject({ message: expect.stringMatching(/Line 1: .*hash/) })
  const own = opened.replace(/"sources":\[[^\]]*\]/, '"sources":[]')
  await expect(eve.import([own, ...rest].join('\n'))).rejects.toMatchObject({ message: expect.stringMatching(/Line 3: .*source/) })
})

it('can be imported again, and from an import', async () => {
  const quorum = room()
  const { text } = await held(quorum)
  const first = await quorum.import(text)
  const second = await quorum.import(await exportDebate(quorum, first.id, 'jsonl'))
  expect((await quorum.show(second.id)).imported).toEqual({ id: first.id })
})

const golden = new URL('../../../debate/src/testing/golden/', import.meta.url)
const logs = readdirSync(golden).filter((name) => name.endsWith('.jsonl') && !name.startsWith('sources-apart'))

it.each(logs)('takes what every earlier release exported: %s', async (log) => {
  const quorum = room()
  const { id } = await quorum.import(readFileSync(new URL(log, golden), 'utf8'))
  const recorded = JSON.parse(readFileSync(new URL(log.replace('.jsonl', '.view.json'), golden), 'utf8')) as DebateView
  const { id: _, ...view } = recorded
  expect(await quorum.show(id)).toMatchObject(view)
})

describe('What is no exported debate', () => {
  let lines: readonly string[]
  const at = (type: string) => lines.findIndex((line) => line.includes(`"type":"${type}"`))
  const changed = (index: number, change: (line: string) => string) => lines.map((line, place) => (place === index ? change(line) : line))
  const without = (index: number) => lines.filter((_, place) => place !== index)
  const wrong: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    ['nothing', () => [], /holds no event/],
    ['a text', () => ['Dear all,'], /Line 1: .*JSON/],
    ['a value', () => ['null'], /Line 1: it is no event/],
    ['a number among events', () => changed(2, () => '42'), /Line 3: it is no event/],
    ['a configuration', () => ['{"models":["a/b"]}'], /Line 1: it is no event/],
    ['a line cut short', () => changed(3, (line) => line.slice(0, 40)), /Line 4: .*JSON/],
    [
      'a damaged event',
      () => changed(at('turn-ended'), (line) => line.replace('"text":', '"txt":')),
      /Line \d+: event \d+ \(turn-ended\) is damaged: text/,
    ],
    ['an event of a later release', () => changed(3, (line) => line.replace('"v":1', '"v":99')), /Line 4: .*later release/],
    ['a gap', () => without(4), /Line 5: .*gap/],
    ['a log without its beginning', () => without(1), /Line 2: a debate begins with debate-opened/],
    ['a debate within a debate', () => [...lines.slice(0, 2), lines[1] ?? ''], /Line 3: it opens a debate within/],
    [
      'events of another debate',
      () => changed(4, (line) => line.replace(/"debateId":"\w+"/, '"debateId":"other"')),
      /Line 5: it is of another debate, other/,
    ],
    [
      'a turn that nobody planned',
      () => changed(at('turn-started'), (line) => line.replace(/"turnId":"0\.\d"/, '"turnId":"0.9"')),
      /turn 0\.9 was never planned/,
    ],
    [
      'a turn by another name',
      () => changed(at('turn-started'), (line) => line.replace(/"turnId":"0\.\d"/, '"turnId":"0.0.7"')),
      /turn 0\.0\.7 was never planned/,
    ],
    [
      'a seat that nobody has',
      () => changed(at('step-started'), (line) => line.replace('"seat":"Ada"', '"seat":"Eve"')),
      /nobody of the panel is called Eve/,
    ],
    [
      'a step out of order',
      () => changed(at('step-started'), (line) => line.replace('"step":0', '"step":1')),
      /step 1 is not the next one, 0/,
    ],
    [
      'more events than anybody waits for',
      () => {
        const { debateId } = JSON.parse(lines[1] ?? '') as { debateId: string }
        const spoken = { v: 1, at: '2026-11-23T10:00:00.000Z', debateId, type: 'human-spoke', what: 'vote', text: '' }
        return [...lines.slice(0, 2), ...Array.from({ length: 10_000 }, (_, index) => JSON.stringify({ ...spoken, seq: index + 2 }))]
      },
      /Line 10002: it is longer than any debate/,
    ],
    [
      'a step of more than anybody hears',
      () => changed(at('step-started'), (line) => line.replace('"heard":[]', `"heard":[${'1,'.repeat(20_000)}1]`)),
      /it is longer than any debate/,
    ],
    [
      'a line that keeps everybody waiting',
      () => changed(at('step-started'), (line) => line.replace('"heard":[]', `"heard":[${'['.repeat(4_000_000)}`)),
      /it is longer than any event/,
    ],
    ['a debate that goes on after its end', () => [...lines, lines.at(-1) ?? ''], /Line \d+: it comes after the end/],
    ['a debate that has not ended', () => lines.slice(0, -1), /had not ended when it was exported/],
    ['a source without its text', () => without(0), /text of its source notes is missing/],
    [
      'a source with another text',
      () => changed(0, (line) => line.replace('bread', 'brioche')),
      /Line 1: the text of this source is not what its hash says/,
    ],
  ]

  it.each(wrong)('is refused with the line that says so: %s', async (_what, made, why) => {
    const quorum = room()
    lines = (await held(quorum)).text.trimEnd().split('\n')
    const text = made().join('\n')
    await expect(quorum.import(text)).rejects.toMatchObject({ code: 'unprocessable', message: expect.stringMatching(why) })
    expect((await quorum.list({})).rows).toHaveLength(1)
  })
})
