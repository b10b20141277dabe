import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Rig } from '../testing/rig.ts'
import { eventually, type Ground, openGround } from './testing/ground.ts'

const one = { QUORUM_SECRET_KEY: 'a secret of the operator' }
const other = { QUORUM_SECRET_KEY: 'another secret of the operator' }

let ground: Ground
beforeEach(async () => {
  ground = await openGround()
})
afterEach(() => ground.end())

const kept = async ({ store }: Rig) => (await store.documents.list({ kind: 'webhook' })).documents.map(({ text }) => text).join('\n')
const tried = async (rig: Rig, id: string) => (await rig.ask('POST', `/api/v1/webhooks/${id}/test`)).json()

/** What the receiver got last was signed by a secret. */
const isSignedBy = (secret: string): boolean => {
  const { headers, body } = ground.receiver.received.at(-1) ?? { headers: {}, body: '' }
  return new Webhook(secret).verify(body, headers) !== null
}

it('keeps the secret of a webhook encrypted, and signs by it after a restart', async () => {
  const rig = await ground.open({}, one)
  const { id, secret } = await ground.hook(rig)
  expect(secret).toMatch(/^whsec_/)
  expect(await kept(rig)).not.toContain(secret.slice('whsec_'.length))
  await ground.close(rig)
  const next = await ground.open({}, one)
  expect(await tried(next, id)).toMatchObject({ delivered: true })
  expect(isSignedBy(secret)).toBe(true)
})

it('reads one that was kept in clear, and encrypts it once there is a key', async () => {
  const rig = await ground.open()
  const { id, secret } = await ground.hook(rig)
  expect(await kept(rig)).toContain(secret)
  await ground.close(rig)
  const next = await ground.open({}, one)
  expect(
    await eventually(
      () => kept(next),
      (text) => !text.includes(secret),
    ),
  ).toContain(id)
  expect(await tried(next, id)).toMatchObject({ delivered: true })
  expect(isSignedBy(secret)).toBe(true)
})

it('says what is wrong where the key is another one, and sends nothing unsigned', async () => {
  const rig = await ground.open({}, one)
  const { id } = await ground.hook(rig)
  await ground.close(rig)
  for (const env of [other, {}]) {
    const next = await ground.open({}, env)
    expect(await tried(next, id)).toMatchObject({ delivered: false, detail: expect.stringContaining('another QUORUM_SECRET_KEY') })
    await ground.close(next)
  }
  expect(ground.receiver.received).toEqual([])
})
