import { join } from 'node:path'
import { modelCatalogue } from '@quorum/models'
import { type DebateRequest, openQuorum } from '@quorum/quorum'
import { debate } from '@quorum/sdk'
import { sqliteStore } from '@quorum/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../testing/keyed.ts'
import { openRig, quick, type Rig } from '../testing/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig?.close())

const silent = { ...quick, panel: [{ model: 'sim/ada+fault=silent' }, { model: 'sim/bob+fault=silent' }] } as DebateRequest
const start = (body: unknown, headers?: Record<string, string>) => rig.ask('POST', '/api/v1/debates', body, headers)

async function over(request: object = quick): Promise<string> {
  const { id, ending } = await rig.room.start(request as DebateRequest)
  await ending
  return id
}

describe('a debate', () => {
  it('is opened, on disk when it is answered, and goes on with nobody watching', async () => {
    const answer = await start({ ...quick, title: 'Hot dogs', tags: ['food'] })
    expect(answer.status).toBe(201)
    const { id } = debate.parse(answer.json())
    expect((await rig.store.read(id, 0, 1)).map(({ type }) => type)).toEqual(['debate-opened'])
    for await (const { event } of rig.room.watch(id)) if (event.type === 'debate-ended') break
    const { json } = await rig.ask('GET', `/api/v1/debates/${id}`)
    expect(debate.parse(json())).toMatchObject({ id, status: 'complete', simulated: true, verdict: { answer: 'yes' } })
  })

  it.each([
    ['no question', {}, '400 bad-request'],
    ['a field that nobody knows', { ...quick, colour: 'red' }, '400 bad-request'],
    ['a model that nobody knows', { ...quick, panel: [{ model: 'nobody/x' }] }, '400 unknown-model'],
    ['a protocol that nobody knows', { ...quick, protocol: { name: 'duel' } }, '400 unknown-protocol'],
    ['a preset that nobody knows', { ...quick, preset: 'nothing' }, '400 unknown-preset'],
    ['an option that the protocol does not have', { ...quick, protocol: { name: 'vote', colour: 'red' } }, '400 bad-request'],
    ['a debate to follow that is not there', { ...quick, follows: 'nothing' }, '404 not-found'],
    ['a source that was never uploaded', { motion: { question: 'x', sources: [{ name: 'n', hash: 'h' }] } }, '422 unprocessable'],
    ['a source that is text and hash', { motion: { question: 'x', sources: [{ name: 'n', hash: 'h', text: 't' }] } }, '400 bad-request'],
  ])('is not opened for a request with %s', async (_, body, code) => {
    const before = (await rig.room.list({})).rows.length
    expect(codeOf(await start(body))).toBe(code)
    expect((await rig.room.list({})).rows).toHaveLength(before)
  })

  it('is opened once, however often a request is sent under its key', async () => {
    const headers = { 'idempotency-key': 'one-debate' }
    const answers = await Promise.all([1, 2, 3].map(() => start(quick, headers)))
    expect(new Set(answers.map(({ json }) => json<{ id: string }>().id)).size).toBe(1)
    expect(codeOf(await start({ ...quick, seed: 8 }, headers))).toBe('422 idempotency-mismatch')
  })

  it('is not found by an id that is none, and is gone once it was deleted', async () => {
    const id = await over()
    const routes = (debateId: string) =>
      [
        ['GET', `/api/v1/debates/${debateId}`],
        ['PATCH', `/api/v1/debates/${debateId}`, { title: 'x' }],
        ['POST', `/api/v1/debates/${debateId}/fork`, { round: 0 }],
        ['GET', `/api/v1/debates/${debateId}/export?format=md`],
        ['GET', `/api/v1/debates/${debateId}/turns/0.0/trace`],
        ['DELETE', `/api/v1/debates/${debateId}`],
      ] as const
    for (const unknown of ['nothing', '__proto__', '%00', 'x'.repeat(90)])
      for (const [method, path, body] of routes(unknown)) expect(codeOf(await rig.ask(method, path, body))).toBe('404 not-found')
    expect((await rig.ask('DELETE', `/api/v1/debates/${id}`)).json()).toEqual({ forks: [] })
    for (const [method, path, body] of routes(id)) expect(codeOf(await rig.ask(method, path, body))).toBe('410 gone')
  })
})

describe('the list', () => {
  it('is read page by page, newest first, and narrowed by words, state and tag', async () => {
    const ids: string[] = []
    for (const title of ['alpha zeppelin', 'beta zeppelin', 'gamma zeppelin'])
      ids.unshift(await over({ ...quick, title, tags: ['list', title.split(' ')[0] ?? ''] }))
    const list = async (query: string) => {
      const { json } = await rig.ask('GET', `/api/v1/debates?${query}`)
      const { debates, next } = json<{ debates: { id: string }[]; next: string | null }>()
      return { ids: debates.map(({ id }) => id), next }
    }
    const first = await list('tag=list&limit=2')
    expect(first.ids).toEqual(ids.slice(0, 2))
    expect(await list(`tag=list&limit=2&cursor=${encodeURIComponent(first.next ?? '')}`)).toEqual({ ids: ids.slice(2), next: null })
    expect((await list('q=zeppelin&status=complete')).ids).toEqual(ids)
    expect((await list('q=zeppelin&status=running')).ids).toEqual([])
    expect((await list('tag=beta')).ids).toEqual([ids[1]])
    const { json } = await rig.ask('GET', '/api/v1/debates?tag=beta')
    expect(json<{ debates: unknown[] }>().debates).toEqual([
      {
        id: ids[1],
        title: 'beta zeppelin',
        tags: ['list', 'beta'],
        status: 'complete',
        protocol: 'vote',
        simulated: true,
        costUsd: expect.any(Number),
        createdAt: expect.any(String),
        endedAt: expect.any(String),
      },
    ])
  })

  it.each(['limit=0', 'limit=201', 'limit=x', 'status=odd', `q=${'x'.repeat(201)}`])('does not take %.20s', async (query) => {
    expect(codeOf(await rig.ask('GET', `/api/v1/debates?${query}`))).toBe('400 bad-request')
  })

  it('begins anew, or says so, at a cursor that it never gave', async () => {
    for (const cursor of ['nonsense', '-1', '%00', '1e999'])
      expect((await rig.ask('GET', `/api/v1/debates?cursor=${cursor}`)).status).toBeLessThan(500)
  })
})

describe('what it is called', () => {
  it('is changed as far as it is said', async () => {
    const id = await over()
    const patch = async (body: unknown) => (await rig.ask('PATCH', `/api/v1/debates/${id}`, body)).json()
    expect(await patch({ title: 'Sandwiches' })).toMatchObject({ id, title: 'Sandwiches', tags: [] })
    expect(await patch({ tags: ['food', 'law'] })).toMatchObject({ title: 'Sandwiches', tags: ['food', 'law'] })
    expect(await patch({})).toMatchObject({ title: 'Sandwiches', tags: ['food', 'law'] })
    for (const body of [{ title: '' }, { title: 'x'.repeat(201) }, { tags: Array(21).fill('x') }, { tags: [''] }, { id: 'other' }])
      expect(await patch(body)).toMatchObject({ status: 400, code: 'bad-request' })
  })
})

describe('deleting', () => {
  it('stops a debate that runs, and names the forks that stay', async () => {
    const { id } = (await start(silent)).json<{ id: string }>()
    expect((await rig.ask('DELETE', `/api/v1/debates/${id}`)).json()).toEqual({ forks: [] })
    expect(rig.room.busy()).toBe(0)
    expect(await rig.store.read(id, 0, 10)).toEqual([])

    const first = await over()
    const fork = await rig.room.fork(first, { round: 0 })
    await fork.ending
    expect((await rig.ask('DELETE', `/api/v1/debates/${first}`)).json()).toEqual({ forks: [fork.id] })
    expect((await rig.ask('GET', `/api/v1/debates/${fork.id}`)).status).toBe(200)
  })

  it('says to stop it first where another process runs it', async () => {
    const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: rig.vendor.url } })
    const room = openQuorum({ store: await sqliteStore({ path: join(rig.folder, 'quorum.db') }), models, runner: 'cli', app: 'test' })
    const { id } = await room.start(silent)
    expect(codeOf(await rig.ask('DELETE', `/api/v1/debates/${id}`))).toBe('409 owned')
    await room.close()
    expect((await rig.ask('DELETE', `/api/v1/debates/${id}`)).status).toBe(200)
  })
})

describe('a fork', () => {
  it('is a debate of its own from the end of a round on', async () => {
    const id = await over()
    const answer = await rig.ask('POST', `/api/v1/debates/${id}/fork`, { round: 0, limits: { budgetUsd: 1 } })
    expect(answer.status).toBe(201)
    const fork = debate.parse(answer.json())
    expect(fork).toMatchObject({ parent: { id } })
    expect(fork.id).not.toBe(id)
  })

  it('is made once under its key', async () => {
    const id = await over()
    const fork = async () => (await rig.ask('POST', `/api/v1/debates/${id}/fork`, { round: 0 }, { 'idempotency-key': 'fork' })).json()
    expect((await fork()).id).toBe((await fork()).id)
  })

  it.each([
    [{ round: 7 }],
    [{ round: -1 }],
    [{}],
    [{ round: 0, panel: [] }],
    [{ round: 0, limits: { rounds: 0 } }],
  ])('is not made by %j', async (body) => {
    expect(codeOf(await rig.ask('POST', `/api/v1/debates/${await over()}/fork`, body))).toBe('400 bad-request')
  })
})

describe('an export', () => {
  it.each([
    ['md', 'text/markdown; charset=utf-8', /^# Is a hot dog/],
    ['json', 'application/json; charset=utf-8', /^\{\n {2}"id"/],
    ['jsonl', 'application/x-ndjson; charset=utf-8', /^\{.*"type":"debate-opened"/],
    ['html', 'text/html; charset=utf-8', /^<!doctype html>/],
  ])('as %s is a file of a name that is ours, and runs nowhere', async (format, type, begins) => {
    const id = await over({ ...quick, title: '../../etc/passwd"; filename="evil.exe' })
    const { status, headers, text } = await rig.ask('GET', `/api/v1/debates/${id}/export?format=${format}`)
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': type,
      'content-disposition': `attachment; filename="quorum-${id}.${format}"`,
      'content-security-policy': expect.stringMatching(/^sandbox allow-scripts; default-src 'none'/),
      'x-content-type-options': 'nosniff',
    })
    expect(text).toMatch(begins)
  })

  it('has a format that there is', async () => {
    const id = await over()
    for (const query of ['', '?format=pdf', '?format=constructor'])
      expect(codeOf(await rig.ask('GET', `/api/v1/debates/${id}/export${query}`))).toBe('400 bad-request')
  })
})

describe('an import', () => {
  const send = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${rig.url}/api/v1/import`, { method: 'POST', body, headers: { 'content-type': 'application/x-ndjson', ...headers } })

  it('is the debate that was exported, more than other bodies may hold, with its sources', async () => {
    const sources = [{ name: 'notes', text: 'A bun is bread. '.repeat(20_000) }]
    const id = await over({ ...quick, motion: { ...quick.motion, sources } })
    const { text } = await rig.ask('GET', `/api/v1/debates/${id}/export?format=jsonl`)
    expect(text.length).toBeGreaterThan(300_000)
    const answer = await send(text)
    expect(answer.status).toBe(201)
    const imported = (await answer.json()) as { id: string; events: number }
    expect(imported.events).toBe((await rig.room.row(id)).head)
    const view = (await rig.ask('GET', `/api/v1/debates/${imported.id}`)).json<{ verdict: unknown; imported: unknown }>()
    expect(view).toMatchObject({ imported: { id } })
    expect(view.verdict).toEqual((await rig.room.show(id)).verdict)
    expect(await rig.room.sources(imported.id)).toEqual(await rig.room.sources(id))
  })

  it('is taken in once under its key', async () => {
    const { text } = await rig.ask('GET', `/api/v1/debates/${await over()}/export?format=jsonl`)
    const headers = { 'idempotency-key': 'import' }
    const [one, again] = [await (await send(text, headers)).json(), await (await send(text, headers)).json()]
    expect(one).toMatchObject({ id: expect.any(String) })
    expect(again).toEqual(one)
  })

  it.each([
    ['nothing', '', 422],
    ['something else', 'Dear all,', 422],
    ['the log of a debate that has not ended', '{"v":1,"seq":1}', 422],
    ['NUL bytes', '\0\0\0', 422],
  ])('is not of %s', async (_, body, status) => {
    expect((await send(body)).status).toBe(status)
  })

  it('is of no other type, and not larger than it may be', async () => {
    expect((await send('{}', { 'content-type': 'application/xml' })).status).toBe(415)
    expect((await send('{}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await send('[1]', { 'content-type': 'application/json' })).status).toBe(415)
    expect((await send('x'.repeat(32 * 1024 * 1024 + 1))).status).toBe(413)
  })
})
