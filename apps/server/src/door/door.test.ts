import { request } from 'node:http'
import { createConnection } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { codeOf, type Headers, openKeyed } from '../testing/keyed.ts'
import { openRig, quick, type Rig, type RigOptions } from '../testing/rig.ts'

async function rigWith(server: NonNullable<RigOptions['server']> = {}): Promise<Rig> {
  const rig = await openRig({ server })
  onTestFinished(() => rig.close())
  return rig
}

type Got = { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>> }

/** A request with headers that `fetch` would not send. */
function got({ url }: Rig, method: string, path: string, headers: Headers = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { method, headers, agent: false }, (response) => {
      response.resume()
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }))
    })
    sent.on('error', reject)
    sent.end()
  })
}
const status = async (rig: Rig, headers: Headers, path = '/api/v1/presets') => (await got(rig, 'GET', path, headers)).status

/** Everything that a server answers to bytes. */
function answered({ url }: Rig, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
  })
}

describe('On loopback', () => {
  it('lets whoever is at the machine do everything, as often as they like, and makes no key', async () => {
    const rig = await rigWith({ limits: { perKey: 1, perAddress: 1 } })
    expect(rig.server.adminKey).toBeNull()
    for (let time = 0; time < 5; time++) expect((await rig.ask('GET', '/api/v1/keys')).json()).toEqual({ keys: [] })
  })

  it('takes any key of another vendor for none, and a wrong one of ours for wrong', async () => {
    const rig = await rigWith()
    expect(await status(rig, { authorization: 'Bearer sk-whatever' })).toBe(200)
    expect(await status(rig, { authorization: 'Bearer qk_whatever' })).toBe(401)
  })

  it('answers to its own names only', async () => {
    const rig = await rigWith({ hosts: ['quorum.test:4400'] })
    const { port } = new URL(rig.url)
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, `LocalHost:${port}`, 'quorum.test:4400'])
      expect([host, await status(rig, { host })]).toEqual([host, 200])
    for (const host of ['evil.test', `evil.test:${port}`, 'localhost', 'localhost:1', `localhost:${port}.evil.test`, `127.0.0.2:${port}`])
      expect([host, await status(rig, { host })]).toEqual([host, 403])
  })

  it('answers no page of elsewhere, be it of another port of this machine', async () => {
    const rig = await rigWith({ origins: ['https://app.test'] })
    expect(await status(rig, { origin: rig.url })).toBe(200)
    expect(await status(rig, { origin: 'https://app.test' })).toBe(200)
    for (const origin of ['https://evil.test', 'null', 'http://localhost:3000', 'https://app.test.evil.test', 'http://app.test'])
      expect([origin, await status(rig, { origin })]).toEqual([origin, 403])
    for (const site of ['cross-site', 'same-site']) expect(await status(rig, { 'sec-fetch-site': site })).toBe(403)
    for (const site of ['same-origin', 'none']) expect(await status(rig, { 'sec-fetch-site': site })).toBe(200)
  })

  it('shows what is open to everybody to people who follow a link', async () => {
    const rig = await rigWith()
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect(await status(rig, link, '/docs')).toBe(200)
    expect(await status(rig, link, '/api/v1/shared/nothing')).toBe(404)
    expect(await status(rig, link, '/api/v1/presets')).toBe(403)
    expect(await status(rig, { ...link, 'sec-fetch-mode': 'no-cors' }, '/docs')).toBe(403)
  })

  it('refuses whatever came through a proxy', async () => {
    const rig = await rigWith()
    for (const name of ['forwarded', 'via', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-anything'])
      expect([name, await status(rig, { [name]: '127.0.0.1' })]).toEqual([name, 403])
  })

  it('asks for a key behind a proxy, whose word it takes for the address', async () => {
    const rig = await rigWith({ proxies: ['127.0.0.0/8'], limits: { perAddress: 2 } })
    expect(rig.server.adminKey).toMatch(/^qk_/)
    const from = (address: string) => status(rig, { 'x-forwarded-for': address })
    expect([await from('10.0.0.1'), await from('10.0.0.1'), await from('10.0.0.1')]).toEqual([401, 401, 429])
    expect(await from('10.0.0.2')).toBe(401)
    const other = await rigWith({ proxies: ['10.0.0.1'] })
    expect(await status(other, { 'x-forwarded-for': '10.0.0.2' })).toBe(403)
    await expect(rigWith({ proxies: ['somewhere'] })).rejects.toMatchObject({ code: 'unconfigured' })
  })
})

describe('Where a key is asked for', () => {
  it('makes a first one where there is none, once', async () => {
    const rig = await openKeyed()
    onTestFinished(() => rig.close())
    expect(rig.server.adminKey).toMatch(/^qk_/)
    expect(await status(rig, {})).toBe(401)
    expect(await status(rig, { authorization: 'Basic abc' })).toBe(401)
    expect(await status(rig, { 'x-api-key': String(rig.server.adminKey) })).toBe(200)
    expect(await rig.get('/api/v1/keys')).toMatchObject({ keys: [{ name: 'first key', scope: 'admin' }] })
    const again = await openRig({ server: { auth: true }, folder: rig.folder })
    onTestFinished(() => again.close())
    expect(again.server.adminKey).toBeNull()
    expect(await status(again, rig.admin)).toBe(200)
  })

  it('takes the key that the operator chose, and makes none', async () => {
    const adminKey = 'a-secret-of-the-operator-1234'
    const rig = await rigWith({ auth: true, adminKey })
    expect(rig.server.adminKey).toBeNull()
    expect(await status(rig, { authorization: `Bearer ${adminKey}` }, '/api/v1/keys')).toBe(200)
    expect(await status(rig, { authorization: `Bearer ${adminKey}x` }, '/api/v1/keys')).toBe(401)
    await expect(rigWith({ auth: true, adminKey: 'short' })).rejects.toMatchObject({ message: expect.stringContaining('QUORUM_ADMIN_KEY') })
  })

  it('holds every key to its rate and every stranger to that of an address, and says so', async () => {
    const rig = await openKeyed({ server: { limits: { perAddress: 2 } } })
    onTestFinished(() => rig.close())
    const slow = await rig.key({ perMinute: 2 })
    const first = await got(rig, 'GET', '/api/v1/presets', slow.by)
    expect(first).toMatchObject({ status: 200, headers: { ratelimit: '"default";r=1;t=30', 'ratelimit-policy': '"default";q=2;w=60' } })
    expect(await status(rig, slow.by)).toBe(200)
    const refused = await rig.ask('GET', '/api/v1/presets', undefined, slow.by)
    expect(codeOf(refused)).toBe('429 too-many')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(20)
    expect([await status(rig, {}), await status(rig, { authorization: 'Bearer no' }), await status(rig, {})]).toEqual([401, 401, 429])
    expect(await status(rig, rig.admin)).toBe(200)
  })
})

describe('Every answer', () => {
  it('tells browsers to run nothing and to guess nothing', async () => {
    const rig = await rigWith({ site: 'https://quorum.test' })
    for (const path of ['/healthz', '/api/v1/debates', '/api/v1/debates/nothing', '/nothing', '/api/v1/shared/nothing'])
      expect((await got(rig, 'GET', path)).headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'strict-transport-security': 'max-age=31536000',
        'x-request-id': expect.any(String),
      })
    expect((await got(await rigWith(), 'GET', '/healthz')).headers['strict-transport-security']).toBeUndefined()
  })

  it('can be read by pages of configured origins, who may ask beforehand', async () => {
    const rig = await rigWith({ auth: true, origins: ['https://app.test'] })
    const origin = 'https://app.test'
    const asked = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization, idempotency-key' }
    const preflight = await got(rig, 'OPTIONS', '/api/v1/debates', asked)
    expect(preflight).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-headers': 'authorization, idempotency-key',
        vary: 'Origin',
      },
    })
    expect(preflight.headers['access-control-allow-credentials']).toBeUndefined()
    expect(await got(rig, 'GET', '/api/v1/debates', { origin })).toMatchObject({
      status: 401,
      headers: { 'access-control-allow-origin': origin, 'www-authenticate': 'Bearer' },
    })
    expect((await got(rig, 'OPTIONS', '/api/v1/debates', { ...asked, origin: 'https://evil.test' })).status).toBe(403)
    expect((await got(rig, 'GET', '/healthz', {})).headers['access-control-allow-origin']).toBeUndefined()
  })

  it('is a problem where nothing is, and where another method is', async () => {
    const rig = await rigWith()
    expect(codeOf(await rig.ask('GET', '/api/v2/debates'))).toBe('404 not-found')
    expect(codeOf(await rig.ask('GET', `/api/v1/debates/${'x'.repeat(200)}`))).toBe('404 not-found')
    const wrong = await rig.ask('PUT', '/api/v1/debates/x')
    expect(codeOf(wrong)).toBe('405 method-not-allowed')
    expect(wrong.headers.get('allow')?.split(', ').toSorted()).toEqual(['DELETE', 'GET', 'HEAD', 'PATCH'])
    expect(codeOf(await rig.ask('OPTIONS', '/api/v1/debates'))).toBe('405 method-not-allowed')
    expect(codeOf(await rig.ask('GET', '/api/v1/debates/%zz'))).toBe('400 bad-request')
  })

  it('is a problem where no request is', async () => {
    const rig = await rigWith()
    const huge = `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`
    expect(await answered(rig, 'Hello?\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*problem\+json[\s\S]*is no HTTP request/)
    expect(await answered(rig, huge)).toMatch(/^HTTP\/1.1 431 [\s\S]*16 KiB/)
  })
})

it('takes bodies as large as their operation says', async () => {
  const rig = await rigWith()
  const motion = (bytes: number) => ({ motion: { question: 'x'.repeat(bytes) } })
  expect(codeOf(await rig.ask('POST', '/api/v1/estimate', motion(256 * 1024)))).toBe('413 too-large')
  const upload = (bytes: number) =>
    fetch(`${rig.url}/api/v1/sources?name=notes`, {
      method: 'POST',
      body: 'x'.repeat(bytes),
      headers: { 'content-type': 'application/octet-stream' },
    })
  expect((await upload(300 * 1024)).status).toBe(201)
  expect((await upload(10_000_001)).status).toBe(413)
})

it('starts no debates while the process is behind its clock for a while, and stops them all the same', async () => {
  const rig = await rigWith({ limits: { lagMs: -1 } })
  const refused = await rig.ask('POST', '/api/v1/debates', quick)
  expect(codeOf(refused)).toBe('503 busy')
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(codeOf(await rig.ask('POST', '/api/v1/debates/nothing/stop', {}))).toBe('404 not-found')
})

it('opens no route that is no operation of the table', async () => {
  const rig = await rigWith()
  expect(() => rig.server.app.get('/secret', async () => 'told')).toThrow()
})

it('takes bodies of the type that a route is for, and looks into no others', async () => {
  const rig = await rigWith()
  const send = (path: string, type: string) =>
    fetch(rig.url + path, { method: 'POST', body: JSON.stringify(quick), headers: { 'content-type': type } }).then(({ status }) => status)
  for (const path of ['/api/v1/debates', '/v1/responses', '/mcp'])
    for (const type of ['application/octet-stream', 'application/x-ndjson', 'text/plain', 'application/x-www-form-urlencoded'])
      expect([path, type, await send(path, type)]).toEqual([path, type, 415])
  expect(await send('/api/v1/debates', 'application/json; charset=utf-8')).toBe(201)
})
