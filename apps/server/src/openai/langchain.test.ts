import { ChatOpenAI } from '@langchain/openai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Rig } from '../testing/rig.ts'
import { collected, debates, endOf, openModels } from './testing/debate-models.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openModels({ server: { calls: { graceMs: 0 } } })
})
afterAll(() => rig?.close())

const question = 'Tabs or spaces?'
const chat = (model: string, more: object = {}) =>
  new ChatOpenAI({ model, apiKey: 'unused', configuration: { baseURL: `${rig.url}/v1` }, ...more })

it('invokes a debate', async () => {
  const answer = await chat('quorum/agreed').invoke([
    ['system', 'Be brief.'],
    ['human', question],
  ])
  expect(answer.content).toContain('Tabs')
  const [id = ''] = await debates(rig)
  const { input, output } = (await rig.room.show(id)).spend.tokens
  expect(answer.usage_metadata).toMatchObject({ input_tokens: input, output_tokens: output })
})

it('streams the deliberation and the verdict', async () => {
  const chunks = await collected(await chat('quorum/agreed').stream(question))
  const thoughts = chunks.flatMap(({ additional_kwargs }) => additional_kwargs.reasoning_content ?? [])
  expect(thoughts.join('')).toContain('### Openings')
  expect(chunks.map(({ content }) => content).join('')).toContain('Tabs')
  const usages = chunks.flatMap(({ usage_metadata }) => (usage_metadata ? [usage_metadata] : []))
  expect(usages).toMatchObject([{ total_tokens: expect.any(Number) }])
})

it('invokes a debate by the responses API', async () => {
  const answer = await chat('quorum/agreed', { useResponsesApi: true }).invoke(question)
  expect(answer.text).toContain('Tabs')
  const chunks = await collected(await chat('quorum/agreed', { useResponsesApi: true }).stream(question))
  expect(chunks.map(({ text }) => text).join('')).toContain('Tabs')
})

it('throws for a model that is not there, and asks once', async () => {
  await expect(chat('quorum/none').invoke(question)).rejects.toMatchObject({ status: 404 })
})

it('pays once for a debate that comes to nothing, however often it asks', async () => {
  const before = (await debates(rig)).length
  await expect(chat('quorum/paid', { maxRetries: 1 }).invoke(question)).rejects.toThrow('without a verdict')
  expect(await debates(rig)).toHaveLength(before + 1)
})

it('stops the debate of a call that is aborted', async () => {
  const aborter = new AbortController()
  const stream = await chat('quorum/endless').stream(question, { signal: aborter.signal })
  const read = collected(
    (async function* () {
      for await (const chunk of stream) {
        yield chunk
        aborter.abort()
      }
    })(),
  )
  await expect(read).rejects.toThrow()
  const [id = ''] = await debates(rig)
  expect(await endOf(rig, id)).toBe('stopped')
})
