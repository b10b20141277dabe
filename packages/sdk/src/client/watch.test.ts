import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { replay, seeded, viewOf } from '@quorum/debate'
import { describe, expect, test } from 'vitest'
import { type Asked, loopback, sendJson } from '../testing/loopback.ts'
import { createClient } from './client.ts'
import type { Watched } from './watch.ts'

const log = readFileSync(new URL('../../../debate/src/testing/golden/auto-1.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
const typeOf = (text: string): string => (JSON.parse(text) as { type: string }).type
const frame = (text: string, seq: number): string => `id: ${seq}\nevent: ${typeOf(text)}\ndata: ${text}\n\n`
const frames = (after: number, to = log.length): string[] => log.slice(after, to).map((text, index) => frame(text, after + index + 1))
const delta = `event: turn-delta\ndata: {"v":1,"at":"x","debateId":"d","type":"turn-delta","turnId":"0.0","attempt":1,"epoch":1,"offset":0,"kind":"text","text":"Hm"}\n\n`
const lastSeen = ({ headers }: Asked): number => Number(headers['last-event-id'])
const open = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream' }) && response.write(': ping\n\n') ? response : response

async function all(events: AsyncIterable<Watched>): Promise<(number | string)[]> {
  const seen: (number | string)[] = []
  for await (const event of events) seen.push('seq' in event ? event.seq : event.type)
  return seen
}
const everySeq = log.map((_, index) => index + 1)
const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no refusal',
    (error: unknown) => error,
  )

describe('watch', () => {
  test('gives every event once and in order, and ends with the debate although the line stays open', async () => {
    const { url, asked } = await loopback((response, one) => void open(response).write(frames(lastSeen(one)).join('')))
    expect(await all(createClient({ baseUrl: url, apiKey: 'k', backoffMs: 1 }).debates.watch('d'))).toEqual(everySeq)
    expect(asked[0]?.headers).toMatchObject({ accept: 'text/event-stream', authorization: 'Bearer k' })
  })

  test('comes back from where it was, wherever a line is cut, with no event twice and none missing', async () => {
    const chance = seeded(7)
    const { url, asked } = await loopback((response, one, times) => {
      const text = frames(lastSeen(one)).join('')
      const cut = Math.floor(chance() * Math.min(text.length, 8000))
      open(response).write(text.slice(0, times < 12 ? cut : undefined), () => (times % 2 ? response.end() : response.destroy()))
    })
    expect(await all(createClient({ baseUrl: url, backoffMs: 1 }).debates.watch('d'))).toEqual(everySeq)
    expect(asked.length).toBeGreaterThan(2)
  })

  test('outlives a server that is away for a while', async () => {
    const { url } = await loopback((response, one, times) => {
      if (times === 1) return void open(response).end(frames(0, 3).join(''))
      if (times === 2) return void response.destroy()
      if (times === 3) return sendJson(response, 503, { code: 'busy', detail: 'Starting.' })
      open(response).end(frames(lastSeen(one)).join(''))
    })
    expect(await all(createClient({ baseUrl: url, backoffMs: 1 }).debates.watch('d'))).toEqual(everySeq)
  })

  test('drops what it has seen, and comes back where a seq is missing', async () => {
    const { url, asked } = await loopback((response, one, times) => {
      const sent = times === 1 ? [...frames(0, 3), ...frames(1, 3), ...frames(5)] : frames(lastSeen(one))
      open(response).end(sent.join(''))
    })
    expect(await all(createClient({ baseUrl: url, backoffMs: 1 }).debates.watch('d'))).toEqual(everySeq)
    expect(lastSeen(asked[1] as Asked)).toBe(3)
  })

  test('takes a silent line for dead', async () => {
    const { url, asked } = await loopback((response, one, times) => {
      open(response).write(frames(lastSeen(one), times === 1 ? 2 : undefined).join(''))
    })
    expect(await all(createClient({ baseUrl: url, backoffMs: 1 }).debates.watch('d', { quietMs: 30 }))).toEqual(everySeq)
    expect(asked).toHaveLength(2)
  })

  test('tells of live events, or leaves them out, and of events that it does not know only those that are recorded', async () => {
    const unknown = `event: new-thing\ndata: {"v":1,"type":"new-thing"}\n\n`
    const later = log.map((text, index) => (index === 2 ? JSON.stringify({ ...JSON.parse(text), type: 'of-a-later-release' }) : text))
    const { url } = await loopback((response) => {
      open(response).write(delta + unknown + later.map((text, index) => frame(text, index + 1)).join(''))
    })
    const { debates } = createClient({ baseUrl: url, backoffMs: 1 })
    expect(await all(debates.watch('d'))).toEqual(['turn-delta', ...everySeq])
    expect(await all(debates.watch('d', { live: false }))).toEqual(everySeq)
  })

  test('starts after a seq, and ends at once where an ended debate has nothing after it', async () => {
    const { url } = await loopback((response, one) => {
      if (lastSeen(one) === log.length) return void response.writeHead(204).end()
      open(response).write(frames(lastSeen(one)).join(''))
    })
    const { debates } = createClient({ baseUrl: url, backoffMs: 1 })
    expect(await all(debates.watch('d', { after: 5 }))).toEqual(everySeq.slice(5))
    expect(await all(debates.watch('d', { after: log.length }))).toEqual([])
  })

  test('says so when the log is another one, and begins again', async () => {
    const { url } = await loopback((response) => void open(response).write(`event: reset\ndata: {}\n\n${frames(0).join('')}`))
    expect(await all(createClient({ baseUrl: url, backoffMs: 1 }).debates.watch('d', { after: 999 }))).toEqual(['reset', ...everySeq])
  })

  test('throws where there is no debate, and where it is deleted meanwhile', async () => {
    const { url } = await loopback((response, _, times) => {
      if (times === 1) return sendJson(response, 404, { code: 'not-found', detail: 'No.' })
      if (times === 2) return void open(response).end(frames(0, 2).join(''))
      sendJson(response, 410, { code: 'gone', detail: 'Deleted.' })
    })
    const { debates } = createClient({ baseUrl: url, backoffMs: 1 })
    expect(await refusal(all(debates.watch('d')))).toMatchObject({ code: 'not-found' })
    expect(await refusal(all(debates.watch('d')))).toMatchObject({ code: 'gone' })
  })

  test('stops when its signal fires, and closes the line when its reader leaves', async () => {
    const stop = new AbortController()
    const closed: Promise<void>[] = []
    const { url } = await loopback((response) => {
      closed.push(new Promise((resolve) => response.on('close', resolve)))
      open(response).write(frames(0, 2).join(''))
    })
    const { debates } = createClient({ baseUrl: url, backoffMs: 1 })
    const watched = debates.watch('d', { signal: stop.signal })
    await watched.next()
    await watched.next()
    const waiting = refusal(watched.next())
    stop.abort(new Error('enough'))
    expect(await waiting).toMatchObject({ message: 'enough' })
    for await (const _ of debates.watch('d')) break
    await Promise.all(closed)
    expect(closed).toHaveLength(2)
  })
})

describe('follow', () => {
  test('gives the debate as data after each event, and what is being said', async () => {
    const { url } = await loopback((response, one) => {
      const [opened = '', step = '', first = '', ...rest] = frames(lastSeen(one))
      open(response).write([opened, step, first, delta, ...rest].join(''))
    })
    const said: string[] = []
    let last: unknown
    for await (const { view, speeches } of createClient({ baseUrl: url, backoffMs: 1 }).debates.follow('d')) {
      last = { ...view, spend: { ...view.spend, wallMs: 0 } }
      said.push(...Object.values(speeches).map(({ text }) => text))
    }
    const folded = viewOf(replay(log.map((text) => JSON.parse(text))), { owned: true, now: 0 })
    expect(last).toEqual({ ...folded, spend: { ...folded.spend, wallMs: 0 } })
    expect(said).toContain('Hm')
  })
})
