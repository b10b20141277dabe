import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Rig } from '../testing/rig.ts'
import { collected, openModels } from './testing/debate-models.ts'

let rig: Rig
let client: OpenAI
beforeAll(async () => {
  rig = await openModels()
  client = new OpenAI({ baseURL: `${rig.url}/v1`, apiKey: 'unused', maxRetries: 0 })
})
afterAll(() => rig?.close())

let number = 0
const messages = () => [{ role: 'user' as const, content: `Tabs or spaces, for the ${number++}th time?` }]
const schema = {
  type: 'object',
  properties: { winner: { type: 'string' }, sure: { type: 'number', minimum: 0, maximum: 1 } },
  required: ['winner', 'sure'],
  additionalProperties: false,
}
const response_format = { type: 'json_schema' as const, json_schema: { name: 'choice', schema } }
type Extras = { quorum: { debate_id: string; cost_usd: number } }
const calls = () => rig.vendor.requests().length

describe('a verdict by a schema', () => {
  it('is put into it by one more call, which is counted with the debate', async () => {
    const before = calls()
    const completion = await client.chat.completions.create({ model: 'quorum/agreed', messages: messages(), response_format })
    expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toEqual({ winner: expect.any(String), sure: expect.any(Number) })
    const { quorum } = completion as unknown as Extras
    const view = await rig.room.show(quorum.debate_id)
    expect(calls() - before).toBe(view.spend.calls + 1)
    expect(quorum.cost_usd).toBeGreaterThan(view.spend.costUsd ?? 0)
    expect(completion.usage?.prompt_tokens).toBeGreaterThan(view.spend.tokens.input)
  })

  it('comes in a stream, and as a response, too', async () => {
    const chunks = await collected(
      await client.chat.completions.create({ model: 'quorum/agreed', messages: messages(), response_format, stream: true }),
    )
    const content = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')
    expect(JSON.parse(content)).toMatchObject({ winner: expect.any(String) })
    const text = { format: { type: 'json_schema' as const, name: 'choice', schema } }
    const response = await client.responses.create({ model: 'quorum/agreed', input: messages()[0]?.content ?? '', text })
    expect(JSON.parse(response.output_text)).toMatchObject({ winner: expect.any(String) })
    expect(response.text).toEqual(text)
  })

  it('stays within the budget of the debate, or says that it does not fit', async () => {
    const asked = { model: 'quorum/agreed', messages: messages(), response_format, ...{ quorum: { limits: { budgetUsd: 0.0145 } } } }
    await expect(client.chat.completions.create(asked)).rejects.toMatchObject({ status: 402, code: 'insufficient_quota' })
  })

  it('stays within it however often it is asked for', async () => {
    const budgetUsd = 0.02
    const asked = { model: 'quorum/agreed', messages: messages(), response_format, ...{ quorum: { limits: { budgetUsd } } } }
    const again = { headers: { 'idempotency-key': 'the-same' } }
    let spent = 0
    let refused: unknown = null
    for (let time = 0; time < 200 && !refused; time++)
      await client.chat.completions.create(asked, again).then(
        async (completion) => {
          const { quorum } = completion as unknown as Extras
          const debateUsd = (await rig.room.show(quorum.debate_id)).spend.costUsd ?? 0
          spent = Math.max(spent, debateUsd) + quorum.cost_usd - debateUsd
        },
        (error: unknown) => {
          refused = error
        },
      )
    expect(spent).toBeGreaterThan(0)
    expect(spent).toBeLessThanOrEqual(budgetUsd)
    expect(refused).toMatchObject({ status: 402, code: 'insufficient_quota', message: expect.stringContaining('the rest of the budget') })
  })
})

it('is data without any call where any object will do', async () => {
  const before = calls()
  const completion = await client.chat.completions.create({
    model: 'quorum/agreed',
    messages: messages(),
    response_format: { type: 'json_object' },
  })
  const { quorum } = completion as unknown as Extras
  const { verdict, spend } = await rig.room.show(quorum.debate_id)
  expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toMatchObject({ answer: 'Tabs', votes: verdict?.votes, dissent: [] })
  expect(calls() - before).toBe(spend.calls)
})
