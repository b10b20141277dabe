import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Connected, connect } from '../live/testing/connect.ts'
import { type Headers, type Keyed, openKeyed } from '../testing/keyed.ts'
import { quick } from '../testing/rig.ts'

/** What came of a command, whatever way it was given: `202`, or `422 unprocessable: why`. */
type Outcome = string
/** Somebody who commands a debate. */
type Person = { say(type: string, body?: object): Promise<Outcome> }

let rig: Keyed
let run: Headers
let read: Headers
let stranger: Headers
beforeAll(async () => {
  rig = await openKeyed()
  run = (await rig.key({ scope: 'run' })).by
  read = (await rig.key({ scope: 'read' })).by
  stranger = (await rig.key({ scope: 'run', tenant: 'elsewhere' })).by
})
afterAll(() => rig?.close())

const toldOf = ({ status, code, detail }: Record<string, unknown>): Outcome => `${status} ${code}: ${detail}`

const ways: Readonly<Record<string, (id: string, by: Headers) => Promise<Person>>> = {
  async HTTP(id, by) {
    return {
      async say(type, body = {}) {
        const answer = await rig.ask('POST', `/api/v1/debates/${id}/${type}`, body, by)
        return answer.status === 202 ? '202' : toldOf(answer.json())
      },
    }
  },
  async WebSocket(id, by) {
    const client: Connected = await connect(`${rig.url}/api/v1/debates/${id}/ws`, { headers: by })
    onTestFinished(() => client.socket.terminate())
    return {
      async say(type, body = {}) {
        const answer = await client.command({ type, ...body })
        return answer.type === 'accepted' ? '202' : toldOf(answer)
      },
    }
  },
}

const models = [
  { model: 'sim/ada+answer=yes', name: 'Ada' },
  { model: 'sim/bob+answer=yes', name: 'Bob' },
]
const events = (id: string) => rig.room.events(id)
const viewOf = (id: string) => rig.room.show(id)
const eventually = { timeout: 10_000, interval: 5 }

/** A debate that waits for those who hold a seat. */
async function waiting(people: readonly string[], more: object = {}): Promise<string> {
  const panel = [...models, ...people.map((name) => ({ person: true, name }))]
  const { id } = (await rig.ask('POST', '/api/v1/debates', { ...quick, panel, ...more }, run)).json<{ id: string }>()
  await expect.poll(() => viewOf(id), eventually).toMatchObject({ status: 'paused', pausedFor: 'awaiting-person' })
  return id
}
const ended = (id: string) => expect.poll(async () => (await rig.room.row(id)).endedAt, eventually).not.toBe(null)

describe.each(Object.entries(ways))('people over %s', (_, way) => {
  it('speak from a seat, and are counted', async () => {
    const id = await waiting(['Ann'])
    const ann = await way(id, run)
    expect(await ann.say('speak', { turnId: '0.2', argument: 'A bun is bread.', answer: 'No.', confidence: 0.9 })).toBe('202')
    await ended(id)
    expect((await viewOf(id)).verdict).toMatchObject({ answer: 'yes', dissent: [{ seat: 'Ann', answer: 'no', reason: 'A bun is bread.' }] })
    expect((await viewOf(id)).seats[2]).toMatchObject({ name: 'Ann', model: null, status: 'present', turns: 1 })
  })

  it('are told where it is not their turn, not clear whose it is, or no answer to the question', async () => {
    const id = await waiting(['Ann', 'Ben'])
    const person = await way(id, run)
    const head = (await rig.room.row(id)).head
    const said = { argument: 'Yes.' }
    expect(await person.say('speak', said)).toMatch(/^422 unprocessable: Say who speaks.* Ann \(turn 0\.2\), Ben \(turn 0\.3\)/)
    for (const turnId of ['0.0', '9.9', '__proto__'])
      expect(await person.say('speak', { ...said, turnId })).toMatch(/^422 unprocessable: This one is not waited for/)
    const ann = { ...said, turnId: '0.2' }
    expect(await person.say('speak', { ...ann, answer: 'perhaps' })).toMatch(/^422 unprocessable: The answer has to be yes or no/)
    expect(await person.say('speak', { ...ann, argument: ' ' })).toMatch(/^400 bad-request: .*blank/)
    for (const wrong of [{ turnId: '0.2' }, { ...ann, confidence: 2 }, { ...ann, seat: 'Ben' }, { ...ann, argument: 'x'.repeat(20_001) }])
      expect(await person.say('speak', wrong)).toMatch(/^400 bad-request/)
    expect((await rig.room.row(id)).head).toBe(head)
    expect(await person.say('speak', ann)).toBe('202')
    await expect.poll(async () => (await events(id)).at(-1), eventually).toMatchObject({ type: 'turn-ended', turnId: '0.2' })
    expect(await person.say('speak', ann)).toMatch(/^422 unprocessable: This one is not waited for. Waited for: Ben \(turn 0\.3\)/)
    expect(await person.say('speak', { argument: 'No.' })).toBe('202')
    await ended(id)
    expect((await viewOf(id)).seats.map(({ turns }) => turns)).toEqual([1, 1, 1, 1])
  })

  it('are late once it was told to finish without them', async () => {
    const id = await waiting(['Ann'])
    const person = await way(id, run)
    expect(await person.say('finish')).toBe('202')
    await ended(id)
    expect(await viewOf(id)).toMatchObject({ status: 'degraded', verdict: { answer: 'yes' } })
    expect((await viewOf(id)).seats[2]).toMatchObject({ status: 'missing', reason: 'late' })
    expect((await events(id)).filter(({ type }) => type === 'directed')).toMatchObject([{ what: 'finish' }])
  })

  it('have another round where all agree at once, if they ask for it', async () => {
    for (const more of [false, true]) {
      const id = await waiting(['Ann'], { protocol: { name: 'roundtable' } })
      const person = await way(id, run)
      if (more) expect(await person.say('go-on')).toBe('202')
      expect(await person.say('speak', { argument: 'Yes.' })).toBe('202')
      if (more) {
        await expect.poll(() => viewOf(id), eventually).toMatchObject({ pausedFor: 'awaiting-person', rounds: [{}, {}] })
        expect(await person.say('speak', { turnId: '0.2', argument: 'Yes.' })).toMatch(/^422 unprocessable: .* Ann \(turn 1\.2\)/)
        expect(await person.say('speak', { turnId: '1.2', argument: 'No.' })).toBe('202')
      }
      await ended(id)
      expect((await viewOf(id)).rounds).toHaveLength(more ? 2 : 1)
    }
  })

  it('vote as onlookers, and are not counted', async () => {
    const id = await waiting(['Ann'])
    const person = await way(id, run)
    expect(await person.say('vote', { answer: 'no' })).toBe('202')
    expect(await person.say('vote', { turnId: '0.1' })).toBe('202')
    expect(await person.say('vote', { turnId: '0.2' })).toMatch(/^422 unprocessable: No turn 0\.2/)
    expect(await person.say('vote', { turnId: '0.1', answer: 'no' })).toMatch(/^400 bad-request: .*either/)
    expect(await person.say('interject', { text: 'To whom?', to: 'Eve' })).toMatch(/^422 unprocessable: There is no seat "Eve"/)
    expect(await person.say('interject', { text: 'Mind the mustard.', to: 'Ann' })).toBe('202')
    await person.say('finish')
    await ended(id)
    const view = await viewOf(id)
    expect(view.onlookers).toMatchObject([
      { answer: 'no', round: 0 },
      { answer: 'yes', round: 0 },
    ])
    expect(view.verdict?.votes.after).toEqual([{ answer: 'yes', seats: ['Ada', 'Bob'] }])
  })

  it('may read and not steer with a key that reads', async () => {
    const id = await waiting(['Ann'])
    const reader = await way(id, read)
    const head = (await rig.room.row(id)).head
    for (const [type, body] of spoken) expect(await reader.say(type, body), type).toMatch(/^403 forbidden: /)
    expect((await rig.room.row(id)).head).toBe(head)
    await rig.room.send(id, { type: 'stop' })
  })
})

const spoken = [
  ['speak', { argument: 'Yes.' }],
  ['finish', {}],
  ['go-on', {}],
  ['vote', { answer: 'yes' }],
  ['interject', { text: 'Hello.' }],
] as const

describe('no word of a person', () => {
  it('reaches a debate of others', async () => {
    const id = await waiting(['Ann'])
    const outsider = await ways.HTTP?.(id, stranger)
    for (const [type, body] of spoken) expect(await outsider?.say(type, body), type).toMatch(/^404 not-found/)
    await expect(ways.WebSocket?.(id, stranger)).rejects.toThrow('404')
    await rig.room.send(id, { type: 'stop' })
  })

  it('reaches one that has ended, was deleted, or is not there', async () => {
    const id = await waiting(['Ann'])
    const [late, nowhere] = [await ways.HTTP?.(id, run), await ways.HTTP?.('nothing', run)]
    await late?.say('finish')
    await ended(id)
    for (const [type, body] of spoken) {
      expect(await late?.say(type, body), type).toMatch(/^409 ended: .*fork/)
      expect(await nowhere?.say(type, body), type).toMatch(/^404 not-found/)
    }
    await rig.room.delete(id)
    for (const [type, body] of spoken) expect(await late?.say(type, body), type).toMatch(/^410 gone/)
  })

  it('has its effect once, however often it is sent under its key, and the answer is the same', async () => {
    const id = await waiting(['Ann', 'Ben'])
    const send = (type: string, body: object, key = type) =>
      rig.ask('POST', `/api/v1/debates/${id}/${type}`, body, { ...run, 'idempotency-key': `${id}-${key}` })
    const given = [
      ['vote', { answer: 'no' }],
      ['interject', { text: 'Once.' }],
      ['go-on', {}],
      ['speak', { argument: 'Yes.', turnId: '0.2' }],
    ] as const
    const first: string[] = []
    for (const [type, body] of given) {
      const answers = await Promise.all([send(type, body), send(type, body)])
      expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(answers.map(() => `202 ${answers[0]?.text}`))
      first.push(answers[0]?.text ?? '')
    }
    await expect.poll(async () => (await viewOf(id)).seats[2]?.turns, eventually).toBe(1)
    const again = async () => (await Promise.all(given.map(([type, body]) => send(type, body)))).map(({ text }) => text)
    expect(await again()).toEqual(first)
    expect((await send('speak', { argument: 'No.', turnId: '0.2' })).json()).toMatchObject({ status: 422, code: 'idempotency-mismatch' })
    expect((await send('finish', {})).status).toBe(202)
    await ended(id)
    expect(await again()).toEqual(first)
    const types = (await events(id)).map(({ type }) => type)
    expect(types.filter((type) => type === 'human-spoke')).toHaveLength(2)
    expect(types.filter((type) => type === 'directed')).toHaveLength(2)
    expect((await viewOf(id)).seats[2]).toMatchObject({ name: 'Ann', turns: 1 })
  })
})
