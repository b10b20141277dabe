import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { modelCatalogue, Secret } from '@quorum/models'
import { openProviderKeys } from '@quorum/quorum'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openLog } from '../observe/open-log.ts'
import { codeOf, openKeyed } from '../testing/keyed.ts'
import { openRig, type Rig } from '../testing/rig.ts'

const canary = 'sk-CANARY-4f9a1c7e5b3d2a60-tail'
const secret = { QUORUM_SECRET_KEY: 'the secret of this operator' }
const path = '/api/v1/providers/openai/key'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorum-providers-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

type Provider = { readonly name: string; readonly source: string; readonly hint: string | null; readonly detail?: string }

/** A server whose provider `openai` is a vendor on loopback. `lines`: what it logs. */
async function opened(env: Readonly<Record<string, string>> = secret) {
  const vendor = await openVendor()
  const lines: string[] = []
  const log = openLog({ env: { QUORUM_LOG_LEVEL: 'trace' }, write: (line) => lines.push(line) })
  const rig = await openRig({ folder, env: { OPENAI_BASE_URL: vendor.url, ...env }, server: { log } })
  const close = once(() => rig.close())
  onTestFinished(close)
  const openai = async () =>
    (await rig.ask('GET', '/api/v1/providers')).json<{ providers: Provider[] }>().providers.find(({ name }) => name === 'openai')
  return { ...rig, close, vendor, lines, openai }
}

const once = (run: () => Promise<void>) => {
  let ran: Promise<void> | null = null
  return () => {
    ran ??= run()
    return ran
  }
}

/** Takes any key that begins with `sk-`, and echoes those that it refuses. `hold`: it answers nobody. */
async function openVendor() {
  const vendor = { url: '', keys: [] as string[], hold: false }
  const server = createServer((request, response) => {
    const { authorization = '' } = request.headers
    vendor.keys.push(authorization)
    request.resume().on('end', () => {
      if (vendor.hold) return
      const good = authorization.startsWith('Bearer sk-') && !authorization.includes('REFUSED')
      response.writeHead(good ? 200 : 401, { 'content-type': 'application/json' })
      response.end(JSON.stringify(good ? completion : { error: { message: `Incorrect API key provided: ${authorization}` } }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  vendor.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1`
  return vendor
}

const completion = {
  id: 'c1',
  object: 'chat.completion',
  created: 0,
  model: 'gpt-5-mini',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'ready' } }],
  usage: { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11 },
}

const check = (rig: Pick<Rig, 'ask'>) => rig.ask('POST', '/api/v1/providers/openai/check')

describe('a key of a provider', () => {
  it('is used as soon as it is stored, and no more once it is forgotten', async () => {
    const rig = await opened()
    expect(await rig.openai()).toMatchObject({ source: 'none', hint: null, keyVariable: 'OPENAI_API_KEY' })
    expect((await check(rig)).json()).toMatchObject({ ok: false, latencyMs: null, detail: 'openai needs a key: set OPENAI_API_KEY.' })
    const put = await rig.ask('PUT', path, { key: ` ${canary}\n` })
    expect(put.status).toBe(200)
    expect(put.json()).toEqual({
      name: 'openai',
      keyVariable: 'OPENAI_API_KEY',
      source: 'stored',
      hint: 'tail',
      models: ['openai/gpt-5-mini', 'openai/gpt-6-sol'],
    })
    expect((await check(rig)).json()).toMatchObject({ name: 'openai', model: 'openai/gpt-5-mini', ok: true, detail: 'answers' })
    expect((await rig.ask('GET', '/api/v1/models')).text).toContain('openai/gpt-5-mini')
    const second = `${canary}2`
    await rig.ask('PUT', path, { key: second })
    await check(rig)
    expect(rig.vendor.keys).toEqual([`Bearer ${canary}`, `Bearer ${second}`])
    expect((await rig.ask('DELETE', path)).json()).toMatchObject({ source: 'none', hint: null })
    expect((await check(rig)).json()).toMatchObject({ ok: false })
    expect((await rig.ask('DELETE', path)).status).toBe(200)
  })

  it('is there again after a start, under the same secret', async () => {
    const before = await opened()
    await before.ask('PUT', path, { key: canary })
    await before.close()
    const after = await opened()
    expect(await after.openai()).toMatchObject({ source: 'stored', hint: 'tail' })
    await check(after)
    expect(after.vendor.keys).toEqual([`Bearer ${canary}`])
  })

  it.each([
    ['another secret', { QUORUM_SECRET_KEY: 'another secret of the operator' }],
    ['no secret', {}],
  ])('is not used with %s, and says so, until it is stored again or forgotten', async (_, env) => {
    const before = await opened()
    await before.ask('PUT', path, { key: canary })
    await before.close()
    const after = await opened(env)
    expect(await after.openai()).toMatchObject({ source: 'none', detail: expect.stringContaining('another QUORUM_SECRET_KEY') })
    if ('QUORUM_SECRET_KEY' in env) expect((await after.ask('PUT', path, { key: canary })).json()).not.toHaveProperty('detail')
    expect((await after.ask('DELETE', path)).json()).not.toHaveProperty('detail')
  })

  it('stands behind that of the environment, and says so', async () => {
    const rig = await opened({ ...secret, OPENAI_API_KEY: 'sk-of-the-environment' })
    expect((await rig.ask('PUT', path, { key: canary })).json()).toMatchObject({
      source: 'environment',
      hint: 'ment',
      detail: 'OPENAI_API_KEY stands before the stored key.',
    })
    await check(rig)
    expect(rig.vendor.keys).toEqual(['Bearer sk-of-the-environment'])
  })

  it('is told by the check to be wrong, without being told', async () => {
    const rig = await opened()
    await rig.ask('PUT', path, { key: `${canary}-REFUSED` })
    const { text, json } = await check(rig)
    expect(json()).toMatchObject({ ok: false, detail: expect.stringContaining('401') })
    expect(text).not.toContain('CANARY')
  })
})

it('a debate that needs a stored key goes on with it after a restart, from the first turn', async () => {
  const before = await opened()
  await before.ask('PUT', path, { key: canary })
  before.vendor.hold = true
  const panel = [{ model: 'openai/gpt-5-mini' }, { model: 'openai/gpt-6-sol' }]
  const motion = { question: 'Is it ready?' }
  const { id } = (await before.ask('POST', '/api/v1/debates', { motion, panel, protocol: { name: 'vote' } })).json<{ id: string }>()
  for await (const { event } of before.room.watch(id)) if (event.type === 'turn-started') break
  await before.close()
  const after = await opened()
  for await (const { event } of after.room.watch(id)) if (event.type === 'debate-ended') break
  expect(new Set(after.vendor.keys)).toEqual(new Set([`Bearer ${canary}`]))
})

describe('no key is stored', () => {
  it('where nothing can be encrypted, by a sentence that says what to set', async () => {
    const rig = await opened({})
    const answer = await rig.ask('PUT', path, { key: canary })
    expect(codeOf(answer)).toBe('409 conflict')
    expect(answer.text).toContain('QUORUM_SECRET_KEY')
    expect(await rig.openai()).toMatchObject({ source: 'none' })
    expect((await rig.store.documents.list({ kind: 'provider-key' })).documents).toEqual([])
  })

  it('under a secret that is too short: no room opens', async () => {
    const { keys: keyring, close } = modelCatalogue({ env: {} })
    onTestFinished(close)
    const { store } = await opened()
    const opening = openProviderKeys({ documents: store.documents, keyring, secretKey: new Secret('short') })
    await expect(opening).rejects.toMatchObject({ code: 'unconfigured', message: expect.stringContaining('openssl rand') })
  })

  it('for a provider that is not there, or takes none, or that is none', async () => {
    const rig = await opened()
    for (const [method, end] of [
      ['PUT', '/key'],
      ['DELETE', '/key'],
      ['POST', '/check'],
    ] as const)
      expect(codeOf(await rig.ask(method, `/api/v1/providers/nobody${end}`, { key: canary }))).toBe('404 not-found')
    expect(codeOf(await rig.ask('PUT', '/api/v1/providers/sim/key', { key: canary }))).toBe('409 conflict')
    for (const key of ['', '   ', 'a b', 'a\r\nx-evil: 1', 'ключ', 'x'.repeat(4097), 7, null])
      expect(codeOf(await rig.ask('PUT', path, { key }))).toBe('400 bad-request')
    expect((await rig.ask('POST', '/api/v1/providers/ollama/check')).json()).toMatchObject({ model: null, ok: false })
  })

  it('for anybody but the operator: not by a lesser key, nor by the admin of another tenant', async () => {
    const rig = await openKeyed({ env: secret })
    onTestFinished(() => rig.close())
    const { by: run } = await rig.key({ scope: 'run' })
    const { by: foreign } = await rig.key({ scope: 'admin', tenant: 'acme' })
    const routes = [
      ['GET', '/api/v1/providers'],
      ['PUT', path],
      ['DELETE', path],
      ['POST', '/api/v1/providers/openai/check'],
    ] as const
    for (const [method, url] of routes) {
      const body = method === 'PUT' ? { key: canary } : undefined
      for (const by of [run, foreign]) expect(codeOf(await rig.ask(method, url, body, by))).toBe('403 forbidden')
      expect(codeOf(await rig.ask(method, url, body))).toBe('401 unauthorized')
      expect((await rig.ask(method, url, body, rig.admin)).status).toBe(200)
    }
  })
})

it('a stored key is found nowhere: in no answer, event, export, error, log line, metric or file', async () => {
  const rig = await opened()
  const told: string[] = []
  const ask = async (...asked: Parameters<Rig['ask']>) => {
    const answer = await rig.ask(...asked)
    told.push(answer.text, inspect([...answer.headers]))
    return answer
  }
  await ask('PUT', path, { key: canary })
  // Wrong requests with the key in them, as people send them.
  await ask('PUT', path, { key: canary, extra: canary })
  await ask('PUT', path, { wrong: canary })
  await ask('PUT', path, [canary])
  await ask('PUT', '/api/v1/providers/nobody/key', { key: canary })
  for (const body of [`{"key":${canary}}`, canary, `${canary.slice(3)}"`, `{"key":"${canary}`, `{"key":"${canary}" "x":1}`, 'undefined']) {
    const raw = await fetch(rig.url + path, { method: 'PUT', headers: { 'content-type': 'application/json' }, body })
    expect(raw.status).toBe(400)
    told.push(await raw.text())
  }

  const panel = [{ model: 'openai/gpt-5-mini' }, { model: 'openai/gpt-6-sol' }]
  const body = { motion: { question: 'Tabs or spaces?' }, panel, protocol: { name: 'vote' } }
  const { id } = (await ask('POST', '/api/v1/debates', body)).json<{ id: string }>()
  await ask('GET', `/api/v1/debates/${id}/events`)
  for (const format of ['md', 'json', 'jsonl', 'html']) await ask('GET', `/api/v1/debates/${id}/export?format=${format}`)
  await ask('GET', `/api/v1/debates/${id}/turns/0.0/trace`)
  await ask('PUT', path, { key: `${canary}-REFUSED` })
  await check(rig)
  const refused = (await ask('POST', '/api/v1/debates', body)).json<{ id: string }>()
  await ask('GET', `/api/v1/debates/${refused.id}/events`)
  await ask('GET', `/api/v1/debates/${refused.id}`)
  for (const url of ['/api/v1/providers', '/api/v1/models', '/api/v1/audit', '/api/v1/stats', '/metrics', '/readyz']) await ask('GET', url)
  expect(rig.vendor.keys).toContain(`Bearer ${canary}`)
  expect(rig.vendor.keys).toContain(`Bearer ${canary}-REFUSED`)
  await rig.close()

  const forms = ['CANARY', Buffer.from(canary).toString('base64').slice(2, 30), Buffer.from(canary).toString('hex')]
  for (const text of [...told, ...rig.lines]) for (const form of forms) expect(text).not.toContain(form)
  expect(rig.lines.length).toBeGreaterThan(10)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name))
    for (const form of forms) expect(bytes.includes(form)).toBe(false)
  }
})
