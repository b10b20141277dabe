import type { FailureKind, Message } from '@quorum/debate'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { modelCatalogue } from '../catalogue.ts'
import { openPool } from '../http/pool.ts'
import type { WirePorts } from '../http/ports.ts'
import { Secret } from '../secret.ts'
import { askOf, positionShape } from '../testing/ask-of.ts'
import { anthropicMessages } from './anthropic/anthropic-messages.ts'
import { cohere } from './cohere/cohere.ts'
import { gemini } from './gemini/gemini.ts'
import { ollama } from './ollama/ollama.ts'
import { openAiChat } from './openai-chat/openai-chat.ts'
import { openAiResponses } from './openai-responses/openai-responses.ts'
import { fastClock, type Make } from './trial.ts'

/** Each format, the path at the end of its base URL, and what it cannot say. */
const wires: readonly { readonly name: string; readonly make: Make; readonly path: string; readonly refuses?: false }[] = [
  { name: 'openai-chat', make: openAiChat, path: '/v1' },
  { name: 'openai-responses', make: openAiResponses, path: '/v1' },
  { name: 'anthropic', make: anthropicMessages, path: '' },
  { name: 'gemini', make: gemini, path: '/v1beta' },
  { name: 'cohere', make: cohere, path: '' },
  { name: 'ollama', make: ollama, path: '', refuses: false },
]

const pool = openPool()
let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
beforeEach(() => simulator.reset())
afterAll(async () => {
  await pool.destroy()
  await simulator.close()
})

const count = (messages: readonly Message[]): number =>
  messages.reduce((sum, { content }) => sum + Math.ceil(JSON.stringify(content).length / 3), 0)
const ports: WirePorts = { dispatcher: pool, clock: fastClock, count }
const key = 'sk-test-0123456789abcdef'
type Wire = (typeof wires)[number]

const silences = /^(silent|headers-only|keep-alive|slow-first|stall)/

function ask({ make, path }: Wire, fault: string, wish: Parameters<typeof askOf>[0] = {}) {
  const limit = silences.test(fault) ? 3000 : 60_000
  const model = make(
    {
      id: 'sim#1',
      baseUrl: simulator.url + path,
      key: new Secret(key),
      model: `ada+tokens=60${fault && `+fault=${fault}`}`,
      info: { name: 'sim/ada', family: 'ada', window: 100_000, maxOutput: 4000, reasons: false, price: null, simulated: true },
      quirks: {
        structured: 'json-schema',
        maxOutputField: 'max_completion_tokens',
        streamUsage: true,
        reasoningOutside: false,
        cancelBills: true,
      },
      // Only faults that fall silent meet a limit of time.
      timeouts: { connect: 60_000, firstToken: fault === 'stall' ? 60_000 : limit, idle: limit },
    },
    ports,
  )
  const watched = askOf(wish)
  return model.ask(watched.request, watched.sink)
}

const statuses: readonly (readonly [fault: string, kind: FailureKind])[] = [
  ['400', 'bad-request'],
  ['400-context', 'context-length'],
  ['400-policy', 'content-filter'],
  ['401', 'auth'],
  ['402', 'quota-exhausted'],
  ['403', 'auth'],
  ['404', 'not-found'],
  ['408', 'server'],
  ['409', 'server'],
  ['413', 'context-length'],
  ['429', 'rate-limited'],
  ['429-quota', 'quota-exhausted'],
  ['500', 'server'],
  ['502', 'server'],
  ['503', 'overloaded'],
  ['504', 'server'],
  ['529', 'overloaded'],
]
/** Faults of a stream, what becomes of it, and whether the vendor is known to have billed nothing. */
const breaks: readonly (readonly [fault: string, kind: FailureKind])[] = [
  ['reset', 'cut'],
  ['silent', 'timeout-first-token'],
  ['headers-only', 'timeout-first-token'],
  ['keep-alive', 'timeout-first-token'],
  ['slow-first', 'timeout-first-token'],
  ['cut', 'cut'],
  ['reset-mid', 'cut'],
  ['end-mid', 'cut'],
  ['stall', 'stalled'],
  ['empty', 'protocol'],
  ['html', 'protocol'],
  ['json', 'protocol'],
  ['giant', 'protocol'],
  ['no-newline', 'protocol'],
  ['nothing', 'empty'],
]
const harmless = ['', 'malformed', 'no-done', 'crlf', 'cr', 'bom', 'fields', 'split', 'other-model']

describe.each(wires)('a simulated vendor that speaks $name', (wire) => {
  test.each(statuses)('%s is %s, streamed or not, costs nothing, and tells no key', async (fault, kind) => {
    for (const stream of [true, false]) {
      const failure = await ask(wire, fault, { stream })
      expect(failure).toMatchObject({ outcome: 'failure', kind, basis: 'zero' })
      expect(JSON.stringify(failure)).not.toContain(key)
    }
  })

  test('tells how long to wait', async () => {
    expect(await ask(wire, '429+retry-after=7')).toMatchObject({ kind: 'rate-limited', retryAfterMs: 7000 })
    expect(await ask(wire, '503+retry-after-ms=1500')).toMatchObject({ kind: 'overloaded', retryAfterMs: 1500 })
  })

  test.each(breaks)('%s is %s', async (fault, kind) => {
    expect(await ask(wire, fault)).toMatchObject({ outcome: 'failure', kind })
  })

  test('an error inside a 200 is the vendor’s, first or in the middle', async () => {
    expect(await ask(wire, 'error-first')).toMatchObject({ outcome: 'failure', retryable: true, basis: 'zero' })
    expect(await ask(wire, 'error-mid')).toMatchObject({
      outcome: 'failure',
      retryable: true,
      basis: 'worst',
      text: expect.stringMatching(/./),
    })
  })

  test.each(harmless)('"%s" does no harm', async (fault) => {
    const answer = await ask(wire, fault)
    expect(answer).toMatchObject({ outcome: 'finish', finish: 'stop', basis: 'vendor' })
    expect(answer.text.replace('🙂 ', '')).toBe((await ask(wire, '', { stream: false })).text)
  })

  test.each(['no-done-open', 'cut-after-finish'])('%s finishes all the same', async (fault) => {
    expect(await ask(wire, fault)).toMatchObject({ outcome: 'finish', finish: 'stop' })
  })

  test('text without end is cut at the cap', async () => {
    expect(await ask(wire, 'endless', { maxOutput: 300 })).toMatchObject({ outcome: 'finish', finish: 'length', basis: 'counted' })
  })

  test('usage that cannot be true is counted here, and what is billed above the cap is believed', async () => {
    for (const fault of ['underbill', 'negative-usage', 'no-usage']) expect(await ask(wire, fault)).toMatchObject({ basis: 'counted' })
    expect(await ask(wire, 'overbill')).toMatchObject({ basis: 'vendor', usage: { output: 2000 } })
  })

  test.skipIf(wire.refuses === false)('a refusal and a filter are told apart from an answer', async () => {
    for (const fault of ['refusal', 'content-filter']) {
      expect(await ask(wire, fault)).toMatchObject({ kind: expect.stringMatching(/^(refused|content-filter)$/), retryable: false })
    }
  })

  test('an answer that was cut at the limit says so', async () => {
    for (const stream of [true, false]) expect(await ask(wire, 'length', { stream })).toMatchObject({ outcome: 'finish', finish: 'length' })
  })

  test('an object that was asked for comes in its shape', async () => {
    const answer = await ask(wire, '', { expects: positionShape() })
    expect(Object.keys(JSON.parse(answer.text))).toEqual(['argument', 'answer', 'confidence'])
  })
})

describe('the providers of the simulator', () => {
  test('each take the same turn over another wire, priced, streamed, and known to be simulated', async () => {
    const catalogue = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: simulator.url } })
    const providers = catalogue.configured().map(({ provider }) => provider)
    expect(providers).toHaveLength(wires.length)
    const texts = new Set<string>()
    for (const provider of providers) {
      const model = catalogue.find(`${provider}/ada+answer=C%2B%2B`)
      if (typeof model === 'string') throw new Error(model)
      const watched = askOf({ expects: positionShape() })
      const answer = await model.ask(watched.request, watched.sink)
      expect(answer).toMatchObject({ outcome: 'finish', value: { position: { answer: 'C++' } }, basis: 'vendor', attempt: 1 })
      expect(answer).not.toHaveProperty('simulated')
      expect(answer.nano).toBeGreaterThan(0)
      expect(watched.streamed(1)).toBe(answer.text)
      expect(model.info).toMatchObject({ simulated: true, family: 'ada', price: { asOf: 'simulated' } })
      texts.add(answer.text)
    }
    expect(texts.size).toBe(1)
    expect(new Set(simulator.requests().map(({ path }) => path)).size).toBe(wires.length)
    await catalogue.close()
  })
})
