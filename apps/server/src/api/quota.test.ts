import { memoryDisk, memoryStore } from '@quorum/store'
import { expect, it, onTestFinished } from 'vitest'
import { codeOf, openKeyed } from '../testing/keyed.ts'
import { quick, type RigOptions } from '../testing/rig.ts'
import { quotaOn } from './quota.ts'

async function opened(quotas: NonNullable<NonNullable<RigOptions['server']>['quotas']>) {
  const rig = await openKeyed({ server: { quotas } })
  onTestFinished(() => rig.close())
  const upload = (text: string, by: Record<string, string> = rig.admin) => {
    const headers = { ...by, 'content-type': 'application/octet-stream' }
    return fetch(`${rig.url}/api/v1/sources?name=notes`, { method: 'POST', body: text, headers })
  }
  return { rig, upload }
}

it('lets a tenant keep so many uploads, and says how there may be more', async () => {
  const { rig, upload } = await opened({ sources: 2 })
  const other = await rig.key({ tenant: 'other' })
  expect([(await upload('one')).status, (await upload('two')).status]).toEqual([201, 201])
  expect((await upload('three')).status).toBe(422)
  // What is there already takes no room, and what another tenant has is its own.
  expect([(await upload('one')).status, (await upload('three', other.by)).status]).toEqual([201, 201])
})

it('counts the bytes of uploads, also of those that come at once', async () => {
  const { upload } = await opened({ sourceBytes: 10 })
  const statuses = await Promise.all(['aaaa', 'bbbb', 'cccc', 'dddd'].map(async (text) => (await upload(text)).status))
  expect(statuses.toSorted()).toEqual([201, 201, 422, 422])
})

it('lets a tenant keep so many comments, and takes one that is repeated under its key', async () => {
  const { rig } = await opened({ comments: 1 })
  const { id } = (await rig.ask('POST', '/api/v1/debates', quick, rig.admin)).json<{ id: string }>()
  const comment = (text: string, key: string) =>
    rig.ask('POST', `/api/v1/debates/${id}/comments`, { text }, { ...rig.admin, 'idempotency-key': key })
  expect((await comment('Indeed.', 'a')).status).toBe(201)
  expect((await comment('Indeed.', 'a')).status).toBe(201)
  const refused = await comment('No.', 'b')
  expect(codeOf(refused)).toBe('422 unprocessable')
  expect(refused.json()).toMatchObject({ detail: expect.stringMatching(/1 comments of \d+ bytes.*delete debates.*server\.quotas/) })
})

it('counts again what left meanwhile, and what others brought', async () => {
  const { documents } = await memoryStore(memoryDisk())
  let now = 0
  const put = (id: string) => documents.put({ kind: 'thing', id, tenant: 't', text: '12345' })
  const admit = quotaOn({
    ...{ documents, kind: 'thing', title: 'things', wayOut: 'none.', now: () => now },
    most: { count: 2, bytes: 10 },
    sizeOf: ({ text }) => text.length,
  })
  await admit('t', 5)
  await put('a')
  await put('by-another-process')
  now += 61_000
  await expect(admit('t', 1)).rejects.toThrow('There are 2 things of 10 bytes')
  await documents.remove('thing', 'a')
  await expect(admit('t', 5)).rejects.toThrow('2 things')
  now += 2001
  await admit('t', 5)
})
