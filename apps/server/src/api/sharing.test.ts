import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openRig, quick, type Rig } from '../testing/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig({ server: { site: 'https://quorum.example.com/' } })
})
afterAll(() => rig?.close())

/** Nobody answers: it goes on until it is stopped. */
const silent = { ...quick, panel: [{ model: 'sim/ada+fault=silent' }, { model: 'sim/bob+fault=silent' }] }

async function begun(body: object = quick): Promise<string> {
  const { id } = (await rig.ask('POST', '/api/v1/debates', body)).json<{ id: string }>()
  return id
}

async function over(): Promise<string> {
  const { id, ending } = await rig.room.start(quick as Parameters<Rig['room']['start']>[0])
  await ending
  return id
}

type Link = { readonly id: string; readonly url: string; readonly expiresAt: string }

async function shared(id: string, body?: object): Promise<Link & { readonly path: string }> {
  const { status, json } = await rig.ask('POST', `/api/v1/debates/${id}/share`, body)
  expect(status).toBe(201)
  const link = json<Link>()
  return { ...link, path: new URL(link.url).pathname }
}

const nowhere = { status: 404, code: 'not-found', detail: 'This link leads nowhere: it was mistyped, has expired or was revoked.' }
const problemAt = async (path: string, accept = '*/*') => (await rig.ask('GET', path, undefined, { accept })).json()

describe('a link', () => {
  it('shows the debate as a page that runs in a sandbox, to whoever has it', async () => {
    const id = await over()
    const { url, path } = await shared(id)
    expect(url).toMatch(/^https:\/\/quorum\.example\.com\/api\/v1\/shared\/[\w-]{43}$/)
    const page = await rig.ask('GET', path)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Is a hot dog a sandwich?')
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(/^sandbox allow-scripts; default-src 'none'/),
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
    })
    expect(page.headers.has('content-disposition')).toBe(false)
  })

  it('gives the debate as data to who accepts JSON, and nothing of who holds it', async () => {
    const id = await over()
    await rig.ask('PATCH', `/api/v1/debates/${id}`, { title: 'zebra title', tags: ['zebra'] })
    await rig.ask('POST', `/api/v1/debates/${id}/comments`, { text: 'a zebra comment' })
    const { path } = await shared(id)
    const { json, text } = await rig.ask('GET', path, undefined, { accept: 'application/json' })
    expect(json()).toMatchObject({ id, status: 'complete', verdict: { answer: 'yes' } })
    const page = (await rig.ask('GET', path)).text
    for (const told of [text, page]) expect(told).not.toMatch(/zebra|"tenant"|"principal"|"secret"/)
  })

  it('streams the debate to who accepts events, from where they were', async () => {
    const id = await over()
    const { path } = await shared(id)
    const events = await rig.ask('GET', path, undefined, { accept: 'text/event-stream' })
    expect(events.headers.get('x-robots-tag')).toBe('noindex')
    const ids = [...events.text.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => Number(seq))
    expect(ids).toEqual((await rig.room.events(id)).map(({ seq }) => seq))
    const rest = await rig.ask('GET', path, undefined, { accept: 'text/event-stream', 'last-event-id': String(ids.length - 1) })
    expect(rest.text.match(/^id: \d+$/gm)).toEqual([`id: ${ids.length}`])
  })

  it('is only for reading: no other method and no other route takes its token', async () => {
    const { path } = await shared(await over())
    for (const method of ['POST', 'PATCH', 'DELETE']) expect((await rig.ask(method, path, {})).status).toBe(405)
    expect((await rig.ask('GET', `${path}/events`)).status).toBe(404)
  })

  it('is kept as a hash alone', async () => {
    const id = await over()
    const { url, path, id: shareId } = await shared(id)
    const token = path.split('/').at(-1) ?? ''
    expect(shareId).toBe(createHash('sha256').update(token).digest('hex'))
    const kept = await rig.store.documents.get('share', shareId)
    expect(JSON.stringify(kept)).not.toContain(token)
    const list = await rig.ask('GET', `/api/v1/debates/${id}/shares`)
    expect(list.json()).toEqual({ shares: [{ id: shareId, createdAt: expect.any(String), expiresAt: expect.any(String) }] })
    expect(list.text).not.toContain(url)
    expect((await rig.ask('GET', `/api/v1/shared/${shareId}`)).status).toBe(404)
  })

  it('leads to where the server was called, where nobody said where it is for others', async () => {
    const plain = await openRig()
    try {
      const { id } = (await plain.ask('POST', '/api/v1/debates', quick)).json<{ id: string }>()
      const { url } = (await plain.ask('POST', `/api/v1/debates/${id}/share`)).json<Link>()
      expect(url.startsWith(`${plain.url}/api/v1/shared/`)).toBe(true)
    } finally {
      await plain.close()
    }
  })
})

describe('a link that is good no more', () => {
  it('is one and the same 404, be it mistyped, expired, revoked or of a deleted debate, as page, data or stream', async () => {
    const id = await over()
    const [revoked, expired, orphan] = [await shared(id), await shared(id), await shared(await over())]
    expect((await rig.ask('DELETE', `/api/v1/debates/${id}/shares/${revoked.id}`)).status).toBe(204)
    const left = await rig.store.documents.get('share', expired.id)
    if (left) await rig.store.documents.put({ ...left, expiresAt: Date.now() - 1 })
    const { debateId = '' } = (await rig.store.documents.get('share', orphan.id)) ?? {}
    expect((await rig.ask('DELETE', `/api/v1/debates/${debateId}`)).status).toBe(200)
    const mistyped = `${expired.path.slice(0, -1)}${expired.path.endsWith('A') ? 'B' : 'A'}`
    for (const path of [mistyped, expired.path, revoked.path, orphan.path, '/api/v1/shared/x'])
      for (const accept of ['*/*', 'application/json', 'text/event-stream']) expect(await problemAt(path, accept)).toMatchObject(nowhere)
    expect((await rig.ask('GET', `/api/v1/debates/${id}/shares`)).json()).toEqual({ shares: [] })
  })

  it('has no streams open: they end when it is revoked, and those of others do not', async () => {
    const id = await begun(silent)
    const [one, other] = [await shared(id), await shared(id)]
    const open = async (path: string) => {
      const { body, status } = await fetch(rig.url + path, { headers: { accept: 'text/event-stream' } })
      expect(status).toBe(200)
      const reader = body?.getReader()
      if (!reader) throw new Error('no body')
      await reader.read()
      return reader
    }
    // Nobody looks up by and by whether links are still good: what revokes one has to cut its streams.
    vi.useFakeTimers({ toFake: ['setInterval'] })
    const [cut, kept] = [await open(one.path), await open(other.path)]
    vi.useRealTimers()
    const ended = (async () => {
      while (!(await cut.read()).done);
    })().catch((error: Error) => expect(error.message).toBe('terminated'))
    await rig.ask('DELETE', `/api/v1/debates/${id}/shares/${one.id}`)
    await ended
    await rig.ask('POST', `/api/v1/debates/${id}/stop`)
    let text = ''
    for (let read = await kept.read(); !read.done; read = await kept.read()) text += new TextDecoder().decode(read.value)
    expect(text).toContain('event: debate-ended')
  })
})

describe('links are not made or revoked', () => {
  it('that have expired already', async () => {
    const id = await over()
    const expiresAt = new Date(Date.now() - 1000).toISOString()
    expect((await rig.ask('POST', `/api/v1/debates/${id}/share`, { expiresAt })).json()).toMatchObject({ code: 'bad-request' })
    expect((await rig.ask('POST', `/api/v1/debates/${id}/share`, { expiresAt: 'tomorrow' })).status).toBe(400)
  })

  it('that lead to no debate, or to another one', async () => {
    const [id, other] = [await over(), await over()]
    const link = await shared(id)
    expect((await rig.ask('POST', '/api/v1/debates/nothing/share')).status).toBe(404)
    expect((await rig.ask('GET', '/api/v1/debates/nothing/shares')).status).toBe(404)
    expect((await rig.ask('DELETE', `/api/v1/debates/${other}/shares/${link.id}`)).status).toBe(404)
    expect((await rig.ask('DELETE', `/api/v1/debates/${id}/shares/nothing`)).status).toBe(404)
    expect((await rig.ask('GET', link.path)).status).toBe(200)
    await rig.ask('DELETE', `/api/v1/debates/${id}`)
    expect((await rig.ask('POST', `/api/v1/debates/${id}/share`)).status).toBe(410)
  })
})

describe('comments', () => {
  it('are kept with their turn, oldest first, and go with their debate', async () => {
    const id = await over()
    const path = `/api/v1/debates/${id}/comments`
    const first = await rig.ask('POST', path, { text: 'one', turnId: '0.1', reaction: '👍' })
    expect(first.status).toBe(201)
    expect(first.json()).toEqual({
      id: expect.any(String),
      text: 'one',
      turnId: '0.1',
      reaction: '👍',
      by: 'local',
      at: expect.any(String),
    })
    await rig.ask('POST', path, { text: 'two' })
    const { comments } = (await rig.ask('GET', path)).json<{ comments: { text: string }[] }>()
    expect(comments.map(({ text }) => text)).toEqual(['one', 'two'])
    await rig.ask('DELETE', `/api/v1/debates/${id}`)
    expect((await rig.ask('GET', path)).status).toBe(410)
    expect((await rig.store.documents.list({ kind: 'comment', debateId: id })).documents).toEqual([])
  })

  it('are no events: no model ever reads one', async () => {
    const id = await over()
    const before = await rig.room.row(id)
    await rig.ask('POST', `/api/v1/debates/${id}/comments`, { text: 'aside' })
    expect(await rig.room.row(id)).toEqual(before)
  })

  it('are refused where there is nothing to comment on, or nothing said', async () => {
    const id = await over()
    const path = `/api/v1/debates/${id}/comments`
    expect((await rig.ask('POST', path, { text: 'x', turnId: '9.9' })).json()).toMatchObject({ status: 422, code: 'unprocessable' })
    expect((await rig.ask('POST', path, { text: '' })).status).toBe(400)
    expect((await rig.ask('POST', path, { text: 'x'.repeat(5001) })).status).toBe(400)
    expect((await rig.ask('POST', '/api/v1/debates/nothing/comments', { text: 'x' })).status).toBe(404)
    expect((await rig.ask('GET', '/api/v1/debates/nothing/comments')).status).toBe(404)
  })

  it('are there once, however often one is sent under its key', async () => {
    const id = await over()
    const path = `/api/v1/debates/${id}/comments`
    const send = () => rig.ask('POST', path, { text: 'once' }, { 'idempotency-key': 'comment-1' })
    const [one, again] = [await send(), await send()]
    expect(again.json()).toEqual(one.json())
    expect((await rig.ask('GET', path)).json<{ comments: unknown[] }>().comments).toHaveLength(1)
  })
})
