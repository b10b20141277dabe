import { expect, it, onTestFinished } from 'vitest'
import { codeOf, openKeyed } from '../testing/keyed.ts'
import { quick } from '../testing/rig.ts'

async function watched() {
  const rig = await openKeyed()
  onTestFinished(() => rig.close())
  const maker = await rig.key({ scope: 'read' })
  const start = async () => (await rig.ask('POST', '/api/v1/debates', quick, rig.admin)).json<{ id: string }>().id
  const [one, other] = [await start(), await start()]
  const ticket = async (body: object = {}, by = maker.by) => {
    const made = await rig.ask('POST', '/api/v1/tickets', body, by)
    expect(made).toMatchObject({ status: 201 })
    return made.json<{ ticket: string }>().ticket
  }
  const events = async (id: string, text: string) =>
    (await rig.ask('GET', `/api/v1/debates/${id}/events?ticket=${text}`, undefined, { accept: 'application/json' })).status
  return { rig, maker, one, other, ticket, events }
}

it('A ticket lets its bearer in once', async () => {
  const { one, ticket, events } = await watched()
  const text = await ticket()
  expect((await Promise.all(Array.from({ length: 5 }, () => events(one, text)))).toSorted()).toEqual([200, 401, 401, 401, 401])
  expect(await events(one, 'qt_guessed')).toBe(401)
})

it('A ticket is for one debate where it says so, and for what its maker sees', async () => {
  const { rig, one, other, ticket, events } = await watched()
  expect(await events(one, await ticket({ debateId: one }))).toBe(200)
  expect(await events(other, await ticket({ debateId: one }))).toBe(403)
  const acme = await rig.key({ tenant: 'acme' })
  expect(await events(one, await ticket({}, acme.by))).toBe(404)
  expect(codeOf(await rig.ask('POST', '/api/v1/tickets', { debateId: one }, acme.by))).toBe('404 not-found')
})

it('A ticket opens nothing but streams, and dies with its key', async () => {
  const { rig, maker, one, ticket, events } = await watched()
  expect((await rig.ask('GET', `/api/v1/debates/${one}?ticket=${await ticket()}`)).status).toBe(401)
  const text = await ticket()
  await rig.ask('DELETE', `/api/v1/keys/${maker.id}`, undefined, rig.admin)
  expect(await events(one, text)).toBe(401)
})
