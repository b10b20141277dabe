import { join } from 'node:path'
import type { RecordedEvent } from '@quorum/debate'
import { modelCatalogue } from '@quorum/models'
import { type DebateRequest, openQuorum } from '@quorum/quorum'
import { sqliteStore } from '@quorum/store'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeOf } from '../testing/keyed.ts'
import { openRig, quick, type Rig } from '../testing/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig?.close())

/** One speaks at once, the other never: it goes on until it is stopped. */
const half = {
  ...quick,
  panel: [
    { model: 'sim/ada+answer=yes', name: 'Ada' },
    { model: 'sim/bob+fault=silent', name: 'Bob' },
  ],
} as DebateRequest

const steer = (id: string, command: string, body?: unknown, headers?: Record<string, string>) =>
  rig.ask('POST', `/api/v1/debates/${id}/${command}`, body, headers)

/** The first event of a type that is there, or comes. */
async function until<T extends RecordedEvent['type']>(id: string, type: T): Promise<Extract<RecordedEvent, { type: T }>> {
  for await (const { event } of rig.room.watch(id, { stay: true }))
    if (event.type === type) return event as Extract<RecordedEvent, { type: T }>
  throw new Error(`there was no ${type}`)
}

describe('a command', () => {
  let id: string
  beforeEach(async () => {
    id = (await rig.room.start(half)).id
    await until(id, 'turn-ended')
    return async () => {
      await steer(id, 'stop')
      await until(id, 'debate-ended')
    }
  })

  it.each([
    ['pause', undefined, 'debate-paused', { reason: 'person' }],
    ['extend', { rounds: 2, budgetUsd: 0.5, deadlineMs: 1000 }, 'limits-extended', { rounds: 2, budgetNano: 5e8, deadlineMs: 1000 }],
    ['interject', { text: 'Mind the mustard.', to: 'Bob' }, 'human-spoke', { what: 'interjection', text: 'Mind the mustard.', to: 'Bob' }],
    ['vote', { answer: 'no' }, 'human-spoke', { what: 'vote', text: 'no' }],
    ['vote', { turnId: '0.0' }, 'human-spoke', { what: 'vote', text: 'yes', turnId: '0.0' }],
    ['resume', { conclude: true }, 'debate-resumed', { conclude: true }],
    ['stop', {}, 'debate-ended', { status: 'stopped' }],
  ] as const)('%s is taken, and is an event of the debate', async (command, body, type, event) => {
    const answer = await steer(id, command, body)
    expect(answer.status).toBe(202)
    expect(answer.json()).toEqual({ commandId: expect.any(String) })
    expect(await until(id, type)).toMatchObject(event)
    if (type === 'debate-ended') id = (await rig.room.start(half)).id
  })

  it('lets a paused debate go on', async () => {
    await steer(id, 'pause')
    await until(id, 'debate-paused')
    expect((await rig.ask('GET', `/api/v1/debates/${id}`)).json()).toMatchObject({ status: 'paused' })
    expect((await steer(id, 'resume')).status).toBe(202)
    expect(await until(id, 'debate-resumed')).toMatchObject({ cause: 'person' })
  })

  it('says nothing of who gave it: the log goes to others', async () => {
    await steer(id, 'interject', { text: 'One word.' })
    await steer(id, 'vote', { answer: 'no' })
    await until(id, 'human-spoke')
    for (const event of await rig.room.events(id)) expect(event).not.toHaveProperty('by')
  })

  it('has its effect once, however often it is sent under its key', async () => {
    const send = () => steer(id, 'interject', { text: 'Once.' }, { 'idempotency-key': `key-${id}` })
    const answers = await Promise.all([send(), send(), send()])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect((await send()).text).toBe(answers[0]?.text)
    await steer(id, 'stop')
    await until(id, 'debate-ended')
    const said = (await rig.room.events(id)).filter(({ type }) => type === 'human-spoke')
    expect(said).toHaveLength(1)
    id = (await rig.room.start(half)).id
  })

  it.each([
    ['interject', { text: 'x', to: 'Eve' }, '422 unprocessable', 'Its seats are: Ada, Bob'],
    ['interject', { text: ' \n ' }, '400 bad-request', 'nothing to say'],
    ['interject', {}, '400 bad-request', 'text'],
    ['interject', { text: 'x'.repeat(20_001) }, '400 bad-request', 'text'],
    ['interject', { text: 'x', by: 'the pope' }, '400 bad-request', 'by'],
    ['vote', { turnId: '0.1' }, '422 unprocessable', 'No turn 0.1'],
    ['vote', { turnId: '9.9' }, '422 unprocessable', 'No turn 9.9'],
    ['vote', { turnId: '0.0', answer: 'yes' }, '400 bad-request', 'either'],
    ['vote', { answer: ' ' }, '400 bad-request', 'what the vote is for'],
    ['vote', {}, '400 bad-request', 'either'],
    ['extend', {}, '400 bad-request', 'by how much'],
    ['extend', { rounds: -1 }, '400 bad-request', 'rounds'],
    ['extend', { budgetUsd: 1e7 }, '400 bad-request', 'budgetUsd'],
    ['resume', { conclude: 'yes' }, '400 bad-request', 'conclude'],
    ['pause', { now: true }, '400 bad-request', 'now'],
  ] as const)('that comes to nothing is refused: %s %j', async (command, body, code, why) => {
    const before = (await rig.room.row(id)).head
    const answer = await steer(id, command, body)
    expect(codeOf(answer)).toBe(code)
    expect(answer.json<{ detail: string }>().detail).toContain(why)
    expect((await rig.room.row(id)).head).toBe(before)
  })
})

describe('no command', () => {
  const commands = [
    ['pause', {}],
    ['resume', {}],
    ['stop', {}],
    ['extend', { rounds: 1 }],
    ['interject', { text: 'Too late.' }],
    ['vote', { answer: 'yes' }],
  ] as const

  it('is taken by a debate that has ended, was deleted, or is not there', async () => {
    const { id, ending } = await rig.room.start(quick as DebateRequest)
    await ending
    for (const [command, body] of commands) {
      expect(codeOf(await steer(id, command, body))).toBe('409 ended')
      expect(codeOf(await steer('nothing', command, body))).toBe('404 not-found')
    }
    await rig.room.delete(id)
    for (const [command, body] of commands) expect(codeOf(await steer(id, command, body))).toBe('410 gone')
  })
})

describe('a debate that nobody runs', () => {
  /** One that a command opened, and left: no server goes on with it by itself. */
  async function left(): Promise<string> {
    const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: rig.vendor.url }, random: () => 0 })
    const store = await sqliteStore({ path: join(rig.folder, 'quorum.db') })
    const room = openQuorum({ store, models, runner: 'cli', app: 'test', pollMs: 20 })
    const { id } = await room.start(half)
    for await (const { event } of room.watch(id)) if (event.type === 'turn-ended') break
    await room.close()
    expect(await rig.room.row(id)).toMatchObject({ status: 'interrupted', owned: false })
    return id
  }

  it('takes a word, which is heard when it goes on', async () => {
    const id = await left()
    expect((await steer(id, 'interject', { text: 'Meanwhile.' })).status).toBe(202)
    expect((await steer(id, 'resume', {})).status).toBe(202)
    expect(await until(id, 'human-spoke')).toMatchObject({ text: 'Meanwhile.' })
    await steer(id, 'stop')
    expect(await until(id, 'debate-ended')).toMatchObject({ status: 'stopped' })
  })

  it('ends when it is told to stop, or to conclude', async () => {
    for (const [command, body] of [
      ['stop', {}],
      ['resume', { conclude: true }],
    ] as const) {
      const id = await left()
      const answer = await steer(id, command, body)
      expect(answer.status).toBe(202)
      await until(id, 'debate-ended')
    }
  })
})
