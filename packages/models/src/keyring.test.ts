import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { type CatalogueOptions, modelCatalogue } from './catalogue.ts'
import { Secret } from './secret.ts'
import { askOf, positionShape } from './testing/ask-of.ts'
import { chatStream, loopbackVendor } from './testing/loopback-vendor.ts'

const first = 'sk-first-key-of-the-provider'
const second = 'sk-second-key-of-the-provider'
const answer = JSON.stringify({ argument: 'Tabs.', answer: 'tabs', confidence: 0.8 })

function opened(options: Pick<CatalogueOptions, 'env' | 'overrides'>) {
  const catalogue = modelCatalogue({ random: () => 0, ...options })
  onTestFinished(() => catalogue.close())
  const ask = (name = 'openai/gpt-5-mini') => {
    const model = catalogue.find(name)
    if (typeof model === 'string') return Promise.resolve(model)
    const { request, sink } = askOf({ expects: positionShape() })
    return model.ask(request, sink)
  }
  const provider = (name = 'openai') => catalogue.keys.providers().find((one) => one.name === name)
  return { ...catalogue, ask, provider }
}

async function vendor(): Promise<{ readonly url: string; readonly keys: () => readonly (string | undefined)[] }> {
  const { url, seen, close } = await loopbackVendor((response) => chatStream(response, answer))
  onTestFinished(() => close())
  return { url, keys: () => seen.map(({ key }) => key) }
}

test('a key that is set is used from then on, until another one is, or none', async () => {
  const { url, keys } = await vendor()
  const { keys: ring, ask, find, configured, provider } = opened({ env: { OPENAI_BASE_URL: url } })
  expect(await ask()).toBe('openai needs a key: set OPENAI_API_KEY.')
  expect(provider()).toMatchObject({ source: 'none', key: null, variable: null, variables: ['OPENAI_API_KEY'] })
  expect(configured()).toEqual([])
  for (const key of [first, second]) {
    ring.set('openai', new Secret(key))
    expect(await ask()).toMatchObject({ outcome: 'finish' })
    expect(find('openai')).toBe(find('openai/gpt-5-mini'))
  }
  expect(keys()).toEqual([`Bearer ${first}`, `Bearer ${second}`])
  expect(provider()).toMatchObject({ source: 'stored', key: '****ider' })
  expect(configured()).toMatchObject([{ provider: 'openai', key: '****ider', keyEnv: null }])
  ring.set('openai', null)
  expect(await ask()).toBe('openai needs a key: set OPENAI_API_KEY.')
  expect(provider()).toMatchObject({ source: 'none', key: null })
})

test('what is being asked ends with the key that it began with', async () => {
  const { url, keys } = await vendor()
  const { keys: ring, find } = opened({ env: { OPENAI_BASE_URL: url } })
  ring.set('openai', new Secret(first))
  const model = find('openai')
  ring.set('openai', new Secret(second))
  const { request, sink } = askOf({ expects: positionShape() })
  expect(typeof model === 'object' && (await model.ask(request, sink))).toMatchObject({ outcome: 'finish' })
  expect(keys()).toEqual([`Bearer ${first}`])
  expect(find('openai')).not.toBe(model)
})

test('the operator stands before it: the environment, or a key that the configuration takes from there', async () => {
  const { url, keys } = await vendor()
  const inEnv = opened({ env: { OPENAI_BASE_URL: url, OPENAI_API_KEY: first } })
  const inConfig = opened({ env: { OPENAI_BASE_URL: url }, overrides: { providers: { openai: { key: new Secret(first) } } } })
  for (const { keys: ring, ask, provider } of [inEnv, inConfig]) {
    ring.set('openai', new Secret(second))
    await ask()
    expect(provider()).toMatchObject({ source: 'environment', key: '****ider' })
  }
  expect(keys()).toEqual([`Bearer ${first}`, `Bearer ${first}`])
  expect([inEnv.provider()?.variable, inConfig.provider()?.variable]).toEqual(['OPENAI_API_KEY', null])
})

test('a key changes nothing for other providers, for those that know none, and for whoever is not there', async () => {
  const { url } = await vendor()
  const { keys: ring, find, provider } = opened({ env: { OPENAI_BASE_URL: url, QUORUM_SIMULATOR_URL: url } })
  const simulated = find('sim/ada')
  for (const name of ['openai', 'sim', 'nobody', '__proto__']) ring.set(name, new Secret(first))
  expect(find('sim/ada')).toBe(simulated)
  expect(provider('sim')).toMatchObject({ source: 'not-needed', key: null })
  expect(provider('anthropic')).toMatchObject({ source: 'none' })
})

test('nothing that is told of it holds a key', () => {
  const { keys: ring, find, configured } = opened({ env: {} })
  ring.set('openai', new Secret(first))
  for (const told of [ring, ring.providers(), configured(), find('openai')])
    expect(`${JSON.stringify(told)} ${inspect(told, { depth: 9, showHidden: true })}`).not.toContain(first)
})
