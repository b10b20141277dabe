import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRig, type Rig } from './testing/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const post = (path: string, type: string, body: string) =>
  fetch(rig.url + path, { method: 'POST', headers: { 'content-type': type }, body }).then((answer) => answer.json())

it('says which type of body a route takes', async () => {
  expect(await post('/api/v1/debates', 'application/x-www-form-urlencoded', '{}')).toMatchObject({
    code: 'unsupported-media-type',
    detail: expect.stringContaining('Send application/json'),
  })
  expect(await post('/api/v1/import', 'application/json', '{}')).toMatchObject({
    detail: expect.stringContaining('Send application/x-ndjson'),
  })
})

it('says how many bytes a route takes', async () => {
  const large = JSON.stringify({ motion: { question: 'x'.repeat(300_000) } })
  expect(await post('/api/v1/debates', 'application/json', large)).toMatchObject({
    code: 'too-large',
    detail: 'Send at most 262144 bytes.',
  })
})

it('says to clients of OpenAI in their words that there is nothing', async () => {
  expect(await post('/v1/embeddings', 'application/json', '{}')).toEqual({
    error: {
      message: expect.stringContaining('There is nothing at /v1/embeddings'),
      type: 'invalid_request_error',
      param: null,
      code: 'not_found',
    },
  })
})

it('leads a browser that opens its address to its pages', async () => {
  const answer = await fetch(`${rig.url}/`, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs'])
})
