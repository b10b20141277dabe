import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { APICallError, generateText, streamText } from 'ai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Rig } from '../testing/rig.ts'
import { collected, debates, endOf, openModels } from './testing/debate-models.ts'

let rig: Rig
let quorum: ReturnType<typeof createOpenAICompatible>
beforeAll(async () => {
  rig = await openModels({ server: { calls: { graceMs: 0 } } })
  quorum = createOpenAICompatible({ name: 'quorum', baseURL: `${rig.url}/v1`, apiKey: 'unused', includeUsage: true })
})
afterAll(() => rig?.close())

const prompt = 'Tabs or spaces?'

it('generates the verdict, with the deliberation as reasoning and the tokens of all', async () => {
  const { text, reasoningText, totalUsage, finishReason } = await generateText({
    model: quorum('quorum/agreed'),
    system: 'Be brief.',
    prompt,
  })
  expect(text).toContain('Tabs')
  expect(reasoningText).toContain('### Openings')
  expect(finishReason).toBe('stop')
  const [id = ''] = await debates(rig)
  const { input, output } = (await rig.room.show(id)).spend.tokens
  expect(totalUsage).toMatchObject({ inputTokens: input, outputTokens: output })
})

it('streams reasoning parts, then the text, then what was used', async () => {
  const { fullStream, totalUsage } = streamText({ model: quorum('quorum/agreed'), prompt })
  const types = (await collected(fullStream)).map(({ type }) => type)
  const order = ['reasoning-start', 'reasoning-delta', 'reasoning-end', 'text-start', 'text-delta', 'text-end', 'finish'] as const
  const places = order.map((type) => types.indexOf(type))
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(places[0]).toBeGreaterThan(-1)
  expect(types.filter((type) => type === 'reasoning-delta').length).toBeGreaterThan(3)
  expect((await totalUsage).totalTokens).toBeGreaterThan(0)
})

it('throws its own error for a model that is not there', async () => {
  const failed = await generateText({ model: quorum('quorum/none'), prompt }).catch((error: unknown) => error)
  expect(APICallError.isInstance(failed) && failed).toMatchObject({ statusCode: 404, isRetryable: false })
})

it('pays once for a debate that comes to nothing, however often it asks', async () => {
  const before = (await debates(rig)).length
  await expect(generateText({ model: quorum('quorum/paid'), prompt, maxRetries: 1 })).rejects.toThrow('without a verdict')
  expect(await debates(rig)).toHaveLength(before + 1)
})

it('tells in a stream why there is no verdict', async () => {
  const { fullStream } = streamText({ model: quorum('quorum/late'), prompt, onError: () => undefined })
  const errors = (await collected(fullStream)).filter(({ type }) => type === 'error')
  expect(JSON.stringify(errors)).toContain('deadline')
})

it('stops the debate of a stream that is aborted', async () => {
  const aborter = new AbortController()
  const { fullStream } = streamText({ model: quorum('quorum/endless'), prompt, abortSignal: aborter.signal })
  for await (const { type } of fullStream) if (type === 'reasoning-delta') aborter.abort()
  const [id = ''] = await debates(rig)
  expect(await endOf(rig, id)).toBe('stopped')
})
