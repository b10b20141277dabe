import { modelCatalogue } from '@quorum/models'
import { expect, onTestFinished, test } from 'vitest'
import { openRig, quick } from '../testing/rig.ts'
import { openLog } from './open-log.ts'
import { redactor } from './redact.ts'

type Line = Readonly<Record<string, unknown>>

const canary = 'cAnArY0123456789cAnArY0123456789'

async function logged(env: Readonly<Record<string, string>> = {}) {
  const lines: string[] = []
  const rig = await openRig({ server: { log: openLog({ env, write: (line) => void lines.push(line) }) } })
  onTestFinished(() => rig.close())
  const requests = () => lines.map((line): Line => JSON.parse(line)).filter(({ msg }) => msg === 'request')
  return { rig, lines, requests }
}

test('a request is one line with its id, its operation, its debate and who asked', async () => {
  const { rig, requests } = await logged()
  const { id } = (await rig.ask('POST', '/api/v1/debates', quick, { 'x-request-id': 'mine-12345' })).json<{ id: string }>()
  await rig.ask('GET', `/api/v1/debates/${id}`)
  await expect.poll(() => requests().length).toBe(2)
  const [first, second] = requests()
  expect(first).toMatchObject({ level: 'info', requestId: 'mine-12345', operation: 'startDebate', status: 201, principal: 'local' })
  expect(second).toMatchObject({ operation: 'getDebate', debateId: id, route: '/api/v1/debates/:id', tenant: 'local' })
})

test('an id that is no sane one is replaced, and every answer says its id', async () => {
  const { rig } = await logged()
  const answer = await rig.ask('GET', '/healthz', undefined, { 'x-request-id': 'a b\tc' })
  expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
})

test('probes and scrapes leave no line, and a whole debate with a watcher none for its words', async () => {
  const { rig, lines, requests } = await logged()
  const { id } = (await rig.ask('POST', '/api/v1/debates', quick)).json<{ id: string }>()
  await rig.ask('GET', `/api/v1/debates/${id}/events`)
  for (const path of ['/healthz', '/readyz', '/metrics']) await rig.ask('GET', path)
  await expect.poll(() => requests().length).toBe(2)
  expect(lines.filter((line) => !line.includes('Server listening'))).toHaveLength(2)
})

test('no key gets into the log, wherever it stood in a request', async () => {
  const { rig, lines } = await logged({ QUORUM_LOG_LEVEL: 'trace', SOME_API_KEY: canary })
  const key = `qk_0123456789ab_${canary}${canary.slice(0, 11)}_abcdef`
  const places: [string, string, Record<string, string>][] = [
    ['GET', '/api/v1/debates', { authorization: `Bearer ${key}` }],
    ['GET', '/api/v1/debates', { 'x-api-key': key, cookie: `session=${canary}` }],
    ['GET', `/api/v1/debates/x/events?ticket=${canary}`, {}],
    ['GET', `/api/v1/shared/${canary}`, {}],
    ['GET', `/nowhere/${canary}?key=${canary}`, {}],
    ['GET', '/api/v1/debates', { host: canary }],
    ['GET', '/api/v1/debates', { origin: `https://${canary}.example` }],
  ]
  for (const [method, path, headers] of places) await rig.ask(method, path, undefined, headers)
  await rig.ask('POST', '/api/v1/debates', { motion: { question: canary }, [canary]: canary })
  rig.server.app.log.error({ err: Object.assign(new Error(`refused: Bearer ${canary}`), { headers: { authorization: canary } }) })
  await expect.poll(() => lines.length).toBeGreaterThan(places.length)
  expect(lines.filter((line) => line.includes(canary))).toEqual([])
  expect(lines.some((line) => line.includes('refused: [redacted]'))).toBe(true)
})

test('keys of vendors and of ours are taken out by their shape', () => {
  const redacted = redactor({})
  for (const key of [
    'sk-proj-abcdefghijklmnop',
    'sk-ant-api03-abcdefghijkl',
    'whsec_abcdefghijklmnop',
    'qk_0123456789ab_xyzxyzxyzxyz_abcdef',
  ])
    expect(redacted(`a ${key} b`)).toBe('a [redacted] b')
  expect(redacted('task-list of the desk-lamp')).toBe('task-list of the desk-lamp')
})

test('what the environment keeps under the name of a secret is taken out, whatever it looks like, and nothing else is', () => {
  const redacted = redactor({ SOME_API_KEY: 'plain "words"', VERY_SHORT_KEY: 'true', HOME: '/home/somebody' })
  expect(redacted('{"a":"plain \\"words\\"","b":"plain "words""}')).toBe('{"a":"[redacted]","b":"[redacted]"}')
  expect(redacted('true of /home/somebody')).toBe('true of /home/somebody')
})

test('for people a line says the time, what is wrong and what it is about', () => {
  const lines: string[] = []
  const log = openLog({ env: {}, people: true, write: (line) => void lines.push(line) })
  log.info({ debateId: 'd-1', note: 'a\nb' }, 'request')
  log.error({ err: new Error('no\u001b[31m') }, 'it failed')
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d request debateId=d-1 note="a\\nb"\n$/)
  expect(lines[1]).toMatch(/^\d\d:\d\d:\d\d ERROR it failed\n {2}Error: no/)
})

test('what failed where nobody waits is a line with its debate, without keys', async () => {
  const { rig, lines } = await logged({ SOME_API_KEY: canary })
  rig.room.listen(({ told }) => {
    if (told.event.type === 'debate-ended') throw new Error(`the vendor said ${canary}`)
  })
  const { id } = (await rig.ask('POST', '/api/v1/debates', quick)).json<{ id: string }>()
  const told = () => lines.map((line): Line => JSON.parse(line)).find(({ level }) => level === 'warn')
  await expect.poll(told).toMatchObject({ debateId: id, err: { message: 'the vendor said [redacted]' } })
  expect(lines.join('')).not.toContain(canary)
})

test('a fallback that cannot be asked is told of once, when the server opens', async () => {
  const lines: string[] = []
  const alternatives = { 'sim/ada': { fallbacks: ['anthropic/claude-opus-4-5'] } }
  const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: 'http://127.0.0.1:9' }, overrides: { alternatives } })
  const log = openLog({ env: {}, write: (line) => void lines.push(line) })
  const rig = await openRig({ room: { models }, server: { log } })
  onTestFinished(() => rig.close())
  expect(lines.filter((line) => line.includes('is passed over'))).toEqual([
    expect.stringMatching(/anthropic\/claude-opus-4-5, a fallback of sim\/ada, is passed over\. .*ANTHROPIC_API_KEY/),
  ])
})
