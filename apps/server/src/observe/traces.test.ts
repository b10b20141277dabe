import { expect, onTestFinished, test } from 'vitest'
import { openRig, quick } from '../testing/rig.ts'
import { openTracing } from './open-tracing.ts'
import { type Collector, openCollector, type Span } from './testing/collector.ts'

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

/** Holds a debate at a server with these variables, closes it, and answers what its collector got. */
async function traced(
  env: Readonly<Record<string, string>>,
  body: unknown = quick,
  headers: Record<string, string> = {},
): Promise<Collector> {
  const collector = await openCollector()
  onTestFinished(() => collector.close())
  const tracing = await openTracing({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env }, version: '1' })
  const rig = await openRig({ server: { tracing } })
  const { id } = (await rig.ask('POST', '/api/v1/debates', body, headers)).json<{ id: string }>()
  expect((await rig.ask('GET', `/api/v1/debates/${id}/events`)).text).toContain('debate-ended')
  await rig.close()
  return collector
}

function tree(spans: readonly Span[], parent: Span): readonly Span[] {
  return spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId)
}

test('a debate is a trace: rounds in it, turns in these, and in a turn the requests for it', async () => {
  const { spans } = await traced({}, quick, { traceparent })
  const [debate, ...others] = spans.filter(({ name }) => name === 'debate vote')
  if (!debate) throw new Error('there is no debate')
  expect(others).toEqual([])
  expect([debate.traceId, debate.parentSpanId]).toEqual(['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'])
  expect(debate.is).toMatchObject({ 'quorum.status': 'complete', 'gen_ai.workflow.name': 'vote' })
  expect(debate.resource).toMatchObject({ 'service.name': 'quorum' })
  const turns = tree(spans, debate).flatMap((round) => tree(spans, round))
  expect(tree(spans, debate).every(({ name }) => name.startsWith('round '))).toBe(true)
  expect(turns.filter(({ name }) => name === 'turn opening')).toHaveLength(3)
  const [call] = turns.flatMap((turn) => tree(spans, turn)).filter(({ is }) => String(is['gen_ai.request.model']).startsWith('ada'))
  expect(call?.is).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'sim',
    'gen_ai.response.finish_reasons': expect.anything(),
  })
  expect(call?.is['gen_ai.usage.output_tokens']).toBeGreaterThan(0)
  expect(spans.every((span) => span.traceId === debate.traceId && BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano))).toBe(
    true,
  )
})

test('a request that is made again is a second call of the same turn, and one that fails says how', async () => {
  const panel = [...quick.panel.slice(0, 2), { model: 'sim/fay+fault=503*1+answer=yes' }]
  const { spans } = await traced({}, { ...quick, panel })
  const calls = spans.filter(({ is }) => String(is['gen_ai.request.model']).startsWith('fay'))
  expect(calls).toHaveLength(2)
  expect(new Set(calls.map(({ parentSpanId }) => parentSpanId)).size).toBe(1)
  expect(calls[0]?.is['error.type']).toBe('overloaded')
  expect(calls.map(({ status }) => status.code ?? 0)).toEqual([2, 0])
})

test('questions and answers stay out of spans, unless the variable for it lets them in', async () => {
  const without = await traced({})
  expect(without.texts.join()).not.toContain('hot dog')
  const { spans, texts } = await traced({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' })
  expect(texts.join()).toContain('hot dog')
  const answered = spans.filter(({ name }) => name.startsWith('chat ')).map(({ is }) => JSON.parse(String(is['gen_ai.output.messages'])))
  expect(answered[0]).toMatchObject([{ role: 'assistant', parts: [{ type: 'text' }] }])
})

test('two debates at once stay in the traces of those who asked for them', async () => {
  const collector = await openCollector()
  onTestFinished(() => collector.close())
  const tracing = await openTracing({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, version: '1' })
  const rig = await openRig({ server: { tracing } })
  const ids = ['1', '2'].map((digit) => digit.repeat(32))
  await Promise.all(
    ids.map(async (traceId) => {
      const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` }
      const { id } = (await rig.ask('POST', '/api/v1/debates', quick, headers)).json<{ id: string }>()
      await rig.ask('GET', `/api/v1/debates/${id}/events`)
    }),
  )
  await rig.close()
  const roots = collector.spans.filter(({ name }) => name === 'debate vote')
  expect(roots.map(({ traceId }) => traceId).toSorted()).toEqual(ids)
  for (const { traceId } of roots) {
    const debates = collector.spans.filter((span) => span.traceId === traceId).map(({ is }) => is['gen_ai.conversation.id'])
    expect(new Set(debates.filter((id) => id !== undefined)).size).toBe(1)
  }
})

test('without a collector there is no tracing, and with one that is not there a server goes all the same', async () => {
  expect(await openTracing({ env: {}, version: '1' })).toBeNull()
  const tracing = await openTracing({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, version: '1' })
  const rig = await openRig({ server: { tracing } })
  await rig.ask('POST', '/api/v1/debates', quick)
  await rig.close()
})
