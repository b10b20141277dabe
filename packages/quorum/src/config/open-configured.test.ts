import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { emptyFolder } from '../testing/folder.ts'
import { startVendor } from '../testing/vendor.ts'
import { type ConfiguredQuorum, filled, openConfigured } from './open-configured.ts'
import { overridesOf } from './overrides.ts'

async function open(more: Partial<Parameters<typeof openConfigured>[0]> = {}): Promise<ConfiguredQuorum> {
  const home = emptyFolder()
  const quorum = await openConfigured({ home, cwd: home, env: {}, platform: 'linux', runner: 'cli', app: 'test', ...more })
  onTestFinished(() => quorum.close())
  return quorum
}

it('holds a debate with the panel, the protocol and the limits that are configured', async () => {
  const vendor = await startVendor()
  onTestFinished(() => vendor.close())
  const env = { QUORUM_SIMULATOR_URL: vendor.url, QUORUM_MODELS: 'sim/ada,sim/bob', QUORUM_PROTOCOL: 'vote', QUORUM_BUDGET: '0.5' }
  const quorum = await open({ env })
  const { id, ending } = await quorum.start({ motion: { question: 'Is it so?', answer: 'yesno' }, limits: { turnMs: 9000 } })
  await ending
  const [opened] = await quorum.events(id)
  expect(opened).toMatchObject({ protocol: { name: 'vote' }, limits: { budgetNano: 500_000_000, turnMs: 9000 } })
  expect((await quorum.show(id)).seats.filter(({ role }) => role === 'debater').map(({ model }) => model)).toEqual(['sim/ada', 'sim/bob'])
})

it('keeps its debates in the data folder', async () => {
  const dataDir = emptyFolder()
  expect((await open({ flags: { dataDir } })).store.location).toBe(join(dataDir, 'quorum.db'))
})

it('lets a request win over what is configured', () => {
  const motion = { question: 'Is it so?' }
  const config = { models: ['a/b', { model: 'c/d', name: 'dee' }], judges: ['e/f'], protocol: 'vote', limits: { rounds: 2, budgetUsd: 1 } }
  expect(filled({ motion }, config)).toEqual({
    motion,
    panel: [{ model: 'a/b' }, { model: 'c/d', name: 'dee' }],
    judges: ['e/f'],
    protocol: { name: 'vote' },
    limits: { rounds: 2, budgetUsd: 1 },
  })
  const request = { motion, panel: [{ model: 'x/y' }], judges: ['z/z'], protocol: { name: 'council' }, limits: { rounds: 5 } }
  expect(filled(request, config)).toEqual({ ...request, limits: { rounds: 5, budgetUsd: 1 } })
})

it('takes keys from the environment, and says which variable is missing', () => {
  const config = {
    providers: { openai: { key: `\${MY_KEY}`, baseUrl: 'http://localhost:1', models: { mini: { price: { input: 1, output: 2 } } } } },
  }
  const { providers, models } = overridesOf(config, { MY_KEY: ' sk-secret ' })
  expect(providers?.openai?.key?.reveal()).toBe('sk-secret')
  expect(JSON.stringify(providers)).not.toContain('sk-secret')
  expect(models).toEqual({ 'openai/mini': { price: { input: 1, output: 2 } } })
  expect(() => overridesOf(config, {})).toThrow(/MY_KEY, which is not set/)
})

it('refuses a provider that nobody knows', () => {
  expect(() => overridesOf({ providers: { opnai: {} } }, {})).toThrow(/"opnai".*Known are: openai/)
})
