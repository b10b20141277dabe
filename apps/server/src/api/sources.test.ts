import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, type Keyed, openKeyed } from '../testing/keyed.ts'
import { quick } from '../testing/rig.ts'

let rig: Keyed
beforeAll(async () => {
  rig = await openKeyed()
})
afterAll(() => rig?.close())

type Headers = Record<string, string>

async function upload(bytes: string | Uint8Array<ArrayBuffer>, { name = 'notes.txt', ...headers }: Headers & { name?: string } = {}) {
  const response = await fetch(`${rig.url}/api/v1/sources?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: bytes,
    headers: { ...rig.admin, 'content-type': 'application/octet-stream', ...headers },
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T }
}

const withSources = (...hashes: string[]) => ({
  ...quick,
  motion: { ...quick.motion, sources: hashes.map((hash) => ({ name: 'notes', hash })) },
})
const start = (body: object, by = rig.admin) => rig.ask('POST', '/api/v1/debates', body, by)

describe('a source', () => {
  it('is kept under the hash of its bytes, and a debate that names it has its text', async () => {
    const text = '\ufeffA bun is bread. 🥖\r\n'
    const answer = await upload(text)
    const hash = createHash('sha256').update(text).digest('hex')
    expect(answer.status).toBe(201)
    expect(answer.json()).toEqual({ hash, name: 'notes.txt', bytes: Buffer.byteLength(text) })
    expect((await upload(text)).json()).toEqual(answer.json())
    const { id } = (await start(withSources(hash))).json<{ id: string }>()
    expect(await rig.room.sources(id)).toEqual(new Map([[hash, text]]))
    expect((await rig.room.show(id)).motion.sources).toEqual([{ name: 'notes', hash, bytes: Buffer.byteLength(text) }])
  })

  it('counts in an estimate, too', async () => {
    const { hash } = (await upload('long '.repeat(10_000))).json<{ hash: string }>()
    const tokens = async (body: object) =>
      (await rig.ask('POST', '/api/v1/estimate', body, rig.admin)).json<{ tokens: { input: { expected: number } } }>().tokens.input.expected
    expect(await tokens(withSources(hash))).toBeGreaterThan((await tokens(quick)) + 10_000)
    expect(codeOf(await rig.ask('POST', '/api/v1/estimate', withSources('nothing'), rig.admin))).toBe('422 unprocessable')
  })

  it('is not there for another tenant that knows its hash, unless it has the text itself', async () => {
    const { hash } = (await upload('the secret plans')).json<{ hash: string }>()
    const { by } = await rig.key({ scope: 'run', tenant: 'acme' })
    const refused = await start(withSources(hash), by)
    expect(codeOf(refused)).toBe('422 unprocessable')
    expect(refused.json()).toMatchObject({
      detail: (await start(withSources('0'.repeat(64)), by)).json<{ detail: string }>().detail.replace('0'.repeat(64), hash),
    })
    await upload('the secret plans', by)
    expect((await start(withSources(hash), by)).status).toBe(201)
  })

  it('is gone for new debates a day later, and stays with those that have it', async () => {
    const { hash } = (await upload('for a day')).json<{ hash: string }>()
    const { id } = (await start(withSources(hash))).json<{ id: string }>()
    const kept = await rig.store.documents.get('source', `local:${hash}`)
    expect(kept?.expiresAt).toBeGreaterThan(Date.now() + 86_000_000)
    if (kept) await rig.store.documents.put({ ...kept, expiresAt: Date.now() - 1 })
    expect(codeOf(await start(withSources(hash)))).toBe('422 unprocessable')
    expect((await rig.room.sources(id)).get(hash)).toBe('for a day')
  })

  it('comes with others, but not with more than a prompt can ever hold', async () => {
    const big = (await upload('x'.repeat(6_000_000))).json<{ hash: string }>().hash
    const answer = await start(withSources(big, big))
    expect(codeOf(answer)).toBe('413 too-large')
    expect(codeOf(await start(withSources(...Array<string>(3000).fill(big))))).toBe('413 too-large')
  })
})

describe('no source', () => {
  it.each([
    ['NUL bytes', new Uint8Array([104, 0, 105]), 422],
    ['broken UTF-8', new Uint8Array([104, 0xff, 105]), 422],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 422],
    ['half of a letter at its end', new Uint8Array([0xe2, 0x82]), 422],
    ['more than 10 MB', new Uint8Array(10_000_001).fill(97), 413],
  ])('is made of %s', async (_, bytes, status) => {
    expect((await upload(bytes)).status).toBe(status)
  })

  it('is of another media type, or without a name', async () => {
    for (const type of ['text/plain', 'image/png', 'multipart/form-data; boundary=x'])
      expect((await upload('text', { 'content-type': type })).status).toBe(415)
    for (const name of ['', 'x'.repeat(201)]) expect((await upload('text', { name })).status).toBe(400)
    expect((await rig.ask('POST', '/api/v1/sources?name=x', undefined, rig.admin)).status).toBeOneOf([400, 415])
  })

  it('is read as JSON, of which so much would hold up everybody else', async () => {
    expect((await upload(`${'['.repeat(65)}${']'.repeat(65)}`, { 'content-type': 'application/json' })).status).toBe(415)
  })

  it('is larger than 10 MB by a byte, and one of just that size is taken', async () => {
    expect((await upload(new Uint8Array(10_000_000).fill(97))).status).toBe(201)
  })
})
