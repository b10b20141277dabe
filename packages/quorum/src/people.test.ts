import { modelCatalogue } from '@quorum/models'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { panelOf } from './panel.ts'
import { filled } from './presets/filled.ts'
import { spokenBy } from './spoken-by.ts'
import { openRoom } from './testing/open-room.ts'
import { motions } from './testing/scene.ts'
import { startVendor, type Vendor } from './testing/vendor.ts'

let vendor: Vendor
beforeAll(async () => {
  vendor = await startVendor()
})
afterAll(() => vendor.close())

const eventually = { timeout: 5000, interval: 10 }
const ann = { person: true as const, name: 'Ann' }

/** A debate that waits for those who hold a seat. */
async function waiting(...people: (typeof ann)[]) {
  const room = openRoom({ simulator: vendor.url })
  const panel = [{ model: 'sim/ada+answer=yes' }, { model: 'sim/bob+answer=yes' }, ...people]
  const { id, ending } = await room.start({ motion: motions.closed, panel, protocol: { name: 'vote' }, seed: 7 })
  await expect.poll(() => room.show(id), eventually).toMatchObject({ status: 'paused', pausedFor: 'awaiting-person' })
  return { room, id, ending }
}

it('hears a person from a seat, and counts what was said', async () => {
  const { room, id, ending } = await waiting(ann)
  await room.send(id, await spokenBy(room, id, { argument: 'The tests say so.', answer: 'No.', confidence: 0.9 }))
  await ending
  const view = await room.show(id)
  expect(view.verdict).toMatchObject({ answer: 'yes', dissent: [{ seat: 'Ann', answer: 'no', reason: 'The tests say so.' }] })
  expect(view.seats.find(({ name }) => name === 'Ann')).toMatchObject({ model: null, status: 'present', turns: 1, costUsd: 0 })
})

it('takes no words that are none of the answers, of nobody who is waited for, or of no one in particular', async () => {
  const { room, id, ending } = await waiting(ann, { ...ann, name: 'Ben' })
  const said = (words: object) => spokenBy(room, id, { argument: 'Yes.', ...words })
  await expect(said({ seat: 'Ann', answer: 'perhaps' })).rejects.toThrow('yes or no')
  await expect(said({ seat: 'ada' })).rejects.toThrow(/Waited for: Ann \(turn 0\.\d\), Ben/)
  await expect(said({})).rejects.toThrow('Say who speaks')
  await expect(said({ argument: ' ' })).rejects.toThrow('blank')
  await room.send(id, { type: 'finish' })
  await ending
  expect((await room.show(id)).seats).toMatchObject([{}, {}, { status: 'missing', reason: 'late' }, { status: 'missing', reason: 'late' }])
  await expect(said({})).rejects.toMatchObject({ code: 'ended', message: expect.stringContaining('fork') })
})

it('shows the votes of those who look on, and counts none', async () => {
  const { room, id, ending } = await waiting(ann)
  await room.send(id, { type: 'vote', answer: 'no', by: 'a guest' })
  await room.send(id, { type: 'finish' })
  await ending
  const view = await room.show(id)
  expect(view.onlookers).toMatchObject([{ answer: 'no', by: 'a guest', round: 0 }])
  expect(view.verdict?.votes.after).toMatchObject([{ answer: 'yes', seats: expect.not.arrayContaining(['a guest']) }])
})

it('seats the usual models beside people who name none', () => {
  const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: 'http://127.0.0.1:9' } })
  const debaters = panelOf({ panel: [ann] }, models).filter(({ role }) => role === 'debater')
  expect(debaters.map(({ name, model }) => [name, model?.name ?? null])).toEqual([
    ['ada', 'sim/ada'],
    ['bob', 'sim/bob'],
    ['cyd', 'sim/cyd'],
    ['Ann', null],
  ])
  const request = { motion: { question: 'Is it so?' }, panel: [ann] }
  expect(filled(request, { panel: [{ model: 'a/b' }] }).panel).toEqual([{ model: 'a/b' }, ann])
})
