import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type QuorumError, type Watched } from '@quorum/sdk'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openRig, quick } from './testing/rig.ts'

/** Answers of half a second or so, said word by word. */
const slow = { ...quick, panel: quick.panel.map(({ model }) => ({ model: `${model}+latency=100+pace=10` })) }

async function opened() {
  const rig = await openRig()
  onTestFinished(() => rig.close())
  return { rig, client: createClient({ baseUrl: rig.url, backoffMs: 20 }) }
}
const seqs = (events: readonly Watched[]): number[] => events.flatMap((event) => ('seq' in event ? [event.seq] : []))

describe('the client at a server', () => {
  test('follows a debate from its start to its verdict, and reads the same as the server says', async () => {
    const { client } = await opened()
    const { id } = await client.debates.start(slow)
    const words = new Set<string>()
    let last: unknown
    for await (const { view, speeches } of client.debates.follow(id)) {
      for (const { text } of Object.values(speeches)) words.add(text)
      last = view
    }
    const debate = await client.debates.get(id)
    expect(last).toEqual({ ...debate, spend: { ...debate.spend, wallMs: expect.any(Number) } })
    expect(debate.verdict?.answer).toBe('yes')
    const said = debate.rounds.flatMap(({ turns }) => turns.map(({ text }) => text))
    expect(words.size).toBeGreaterThan(0)
    for (const word of words) expect(said.some((text) => text.startsWith(word.slice(0, 20)))).toBe(true)
  })

  test('watches over a restart of the server: every event once, with the bytes of the log', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'quorum-sdk-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const first = await openRig({ folder })
    const client = createClient({ baseUrl: first.url, backoffMs: 20 })
    const { id } = await client.debates.start(slow)
    const seen: Watched[] = []
    let closing: ReturnType<typeof openRig> | null = null
    for await (const event of client.debates.watch(id)) {
      seen.push(event)
      if (closing || event.type !== 'turn-started') continue
      closing = first.close().then(() => openRig({ folder, server: { port: Number(new URL(first.url).port) } }))
    }
    const second = await closing
    onTestFinished(async () => second?.close())
    const recorded = await client.debates.events(id)
    expect(seqs(seen)).toEqual(recorded.map(({ seq }) => seq))
    expect(seen.filter((event) => 'seq' in event)).toEqual(recorded)
    expect(recorded.at(-1)?.type).toBe('debate-ended')
  })

  test('lists, renames, shares, comments, forks, exports and deletes', async () => {
    const { client } = await opened()
    const { id } = await client.debates.start(quick)
    expect((await client.debates.ended(id)).status).toBe('complete')
    await client.debates.rename(id, { title: 'Sandwich', tags: ['food'] })
    expect((await client.debates.list({ tag: 'food' })).debates).toMatchObject([{ id, title: 'Sandwich' }])
    const { url } = await client.debates.share(id)
    expect(url).toContain('/api/v1/shared/')
    await client.debates.comment(id, { text: 'Indeed.' })
    expect(await client.debates.comments(id)).toMatchObject([{ text: 'Indeed.' }])
    expect(await client.debates.export(id, 'md')).toContain('# ')
    const copy = await client.debates.import(await client.debates.export(id, 'jsonl'))
    expect((await client.debates.get(copy.id)).verdict?.answer).toBe('yes')
    expect((await client.debates.fork(id, { round: 0 })).parent?.id).toBe(id)
    await client.debates.delete(id)
    const gone = await client.debates.get(id).catch((error: QuorumError) => error)
    expect(gone).toMatchObject({ name: 'QuorumError', status: 410, code: 'gone' })
  })

  test('says what there is to choose from, and what a debate would cost', async () => {
    const { client } = await opened()
    expect((await client.protocols()).map(({ name }) => name)).toContain('vote')
    expect((await client.presets()).length).toBeGreaterThan(0)
    expect((await client.models()).some(({ name }) => name.startsWith('sim/'))).toBe(true)
    expect((await client.estimate(quick)).costUsd).toBeTypeOf('object')
    const { hash } = await client.upload('notes.txt', 'Bread on two sides.')
    const sourced = await client.debates.start({ ...quick, motion: { ...quick.motion, sources: [{ name: 'notes.txt', hash }] } })
    expect(sourced.motion.sources).toMatchObject([{ name: 'notes.txt', hash }])
  })
})
